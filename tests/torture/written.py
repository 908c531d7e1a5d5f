"""How the values of the torture document are written in a request, by the standard's own tables.

Color is blue, [blue, black] or {R: 100, G: 200} (OpenAPI 3.1, section 4.8.12.4; RFC 6570).
"""

WRITTEN = {
    "simpleOne": "blue",
    "simpleList": "blue,black",
    "simpleMap": "R,100,G,200",
    "simpleOneExploded": "blue",
    "simpleListExploded": "blue,black",
    "simpleMapExploded": "R=100,G=200",
    "labelOne": ".blue",
    "labelList": ".blue,black",
    "labelMap": ".R,100,G,200",
    "labelOneExploded": ".blue",
    "labelListExploded": ".blue.black",
    "labelMapExploded": ".R=100.G=200",
    "matrixOne": ";matrixOne=blue",
    "matrixList": ";matrixList=blue,black",
    "matrixMap": ";matrixMap=R,100,G,200",
    "matrixOneExploded": ";matrixOneExploded=blue",
    "matrixListExploded": ";matrixListExploded=blue;matrixListExploded=black",
    "matrixMapExploded": ";R=100;G=200",
    "formOne": "formOne=blue",
    "formList": "formList=blue,black",
    "formMap": "formMap=R,100,G,200",
    "formOneExploded": "formOneExploded=blue",
    "formListExploded": "formListExploded=blue&formListExploded=black",
    "formMapExploded": "R=100&G=200",
    "spaceDelimitedList": "spaceDelimitedList=blue%20black",
    "spaceDelimitedMap": "spaceDelimitedMap=R%20100%20G%20200",
    "spaceDelimitedListExploded": (
        "spaceDelimitedListExploded=blue&spaceDelimitedListExploded=black"
    ),
    "pipeDelimitedList": "pipeDelimitedList=blue%7Cblack",
    "pipeDelimitedMap": "pipeDelimitedMap=R%7C100%7CG%7C200",
    "pipeDelimitedListExploded": "pipeDelimitedListExploded=blue&pipeDelimitedListExploded=black",
    "deepObjectMapExploded": "deepObjectMapExploded%5BR%5D=100&deepObjectMapExploded%5BG%5D=200",
    "X-simpleOne": "blue",
    "X-simpleList": "blue,black",
    "X-simpleMap": "R,100,G,200",
    "X-simpleOneExploded": "blue",
    "X-simpleListExploded": "blue,black",
    "X-simpleMapExploded": "R=100,G=200",
    "cookieOne": "cookieOne=blue",
    "cookieList": "cookieList=blue,black",
    "cookieMap": "cookieMap=R,100,G,200",
    "cookieOneExploded": "cookieOneExploded=blue",
    "cookieListExploded": "cookieListExploded=blue; cookieListExploded=black",
    "cookieMapExploded": "R=100; G=200",
    "raw": "raw=/a/b?c",
}

# How requests prove themselves, in words: those of the document, and of operations with their own.
SECURITY = {
    "document": "HTTP Basic",
    "sendParcel": (
        "a bearer token and a key in the header X-Post-Key, "
        "or OAuth 2.0 with the scope parcels:write, or none"
    ),
    "writeLetter": ("a key in the cookie post_session, or a key in the query parameter post_key"),
    "bundleLetters": "HTTP Digest",
    "scanLetter": "a client certificate",
    "typeLetter": "OpenID Connect with the scope profile",
    "packCrate": "none",
}
