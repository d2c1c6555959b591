"""Who can introduce us to whom: dated ties held as arrays, warm paths over them, who opens doors. Pure."""
