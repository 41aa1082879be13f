"""Which pieces of TOML hold characters that mean nothing outside them? Strings and comments, as patterns.

They match unfinished pieces too (up to where the parser would give up), never fail halfway, and take linear time.
"""

STRING = (
    r'"""(?:[^"\\]++|\\[\s\S]|"{1,2}(?!"))*+(?:"{3,5}|\\?\Z)'
    r"|'''(?:[^']++|'{1,2}(?!'))*+(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]++|\\[^\n])*+"?'
    r"|'[^'\n]*+'?"
)
COMMENT = r"#[^\n]*+"
