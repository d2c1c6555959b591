"""One module a page: parse the request, call one function, render."""
