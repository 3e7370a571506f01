"""The stylesheet as it is sent: smaller, and saying the same."""

from webapp.static_files import _unspaced


def test_what_stands_in_quotes_is_sent_as_it_was_written() -> None:
    style = """/* The page's own */ a::after { content: "a : b ; c" ; color: red; }
    b::after { content: '/* not a remark */  {' }"""
    assert _unspaced(style) == """a::after{content:"a : b ; c";color:red}b::after{content:'/* not a remark */  {'}"""
