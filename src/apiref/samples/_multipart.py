"""A multipart body by hand (RFC 7578), for a language whose library has none."""

from collections.abc import Iterator

from apiref.request.body import Field, File, MultipartBody


def boundary(body: MultipartBody) -> str:
    """Give a boundary that occurs in no field; what is in the files is not known."""
    texts = "".join(part.text for part in body.parts if isinstance(part, Field))
    number = 1
    while f"boundary-{number}" in texts:
        number += 1
    return f"boundary-{number}"


def pieces(body: MultipartBody) -> Iterator[str | File]:
    """Give the body's text, and each file where its content belongs."""
    line, text = f"--{boundary(body)}", ""
    for part in body.parts:
        text += f"{line}\r\n{_head(part)}\r\n\r\n"
        if isinstance(part, File):
            yield text
            yield part
            text = "\r\n"
        else:
            text += f"{part.text}\r\n"
    yield f"{text}{line}--\r\n"


def _head(part: Field | File) -> str:
    name = f"Content-Disposition: form-data; name={_quoted(part.name)}"
    if isinstance(part, Field):
        return name
    return f"{name}; filename={_quoted(part.filename)}\r\nContent-Type: {part.media_type}"


def _quoted(name: str) -> str:
    """Quote a name as browsers do (HTML, section 4.10.21.8)."""
    return '"' + name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A") + '"'
