"""M1xx: form. Reading finds these faults; here they get their reasons."""

from medlofte.core.rules import grounds
from medlofte.core.rules.registry import ERROR, WARNING, Rule, register
from medlofte.message import say

register(
    Rule(
        "M101",
        ERROR,
        say("a file that is not UTF-8"),
        say(
            "A text in another encoding reads differently on every machine. What is signed are bytes, so "
            "there must be one way to read them."
        ),
        grounds.TOML,
    )
)
register(
    Rule(
        "M102",
        ERROR,
        say("a file that is not TOML"),
        say(
            "Nothing can be told from a file that cannot be read. The first place where reading fails is "
            "shown."
        ),
        grounds.TOML,
    )
)
register(
    Rule(
        "M103",
        ERROR,
        say("a file that is too large or too deep"),
        say(
            "The longest real agreement has forty thousand bytes. Larger or deeper files are refused "
            "before they are read, so that no file can stop the program."
        ),
        grounds.FORMAT,
    )
)
register(
    Rule(
        "M104",
        WARNING,
        say("a byte order mark"),
        say(
            "The mark is invisible and part of the signed bytes. Two copies of one text then get "
            "different digests."
        ),
        grounds.TOML,
    )
)
register(
    Rule(
        "M105",
        WARNING,
        say("line ends of another system"),
        say(
            "Line ends are invisible and part of the signed bytes. Two copies of one text then get "
            "different digests."
        ),
        "principle: what is signed are bytes",
    )
)
register(
    Rule(
        "M106",
        WARNING,
        say("letters stored in two parts"),
        say(
            "Text pasted from a PDF often holds å, ä and ö as a letter and a sign. Searching misses such "
            "words, and two texts that look the same are not."
        ),
        grounds.TRAPS,
    )
)
register(
    Rule(
        "M107",
        ERROR,
        say("an invisible control sign"),
        say(
            "Such signs can hide or reorder what a reader sees. A text that is signed must show the same "
            "to everybody who reads it."
        ),
        grounds.UNICODE,
    )
)
register(
    Rule(
        "M110",
        ERROR,
        say("an unknown key"),
        say(
            "A mistyped key would be dropped in silence, and with it what it says. Anything local has a "
            "place of its own under [extra]."
        ),
        grounds.FORMAT,
    )
)
register(
    Rule(
        "M111",
        ERROR,
        say("a missing key"),
        say("The format leaves nearly everything optional. The few keys that are required carry the rest."),
        grounds.FORMAT,
    )
)
register(
    Rule(
        "M112",
        ERROR,
        say("a value of the wrong type"),
        say("A date in quotes or a number in words cannot be compared. The hint shows how to write it."),
        grounds.FORMAT,
    )
)
register(
    Rule(
        "M113",
        ERROR,
        say("a value that is not among those possible"),
        say("Some keys have a closed list of words, so that documents can be compared and translated."),
        grounds.FORMAT,
    )
)
register(
    Rule(
        "M114",
        ERROR,
        say("another version of the format"),
        say("A file of a later format may mean something else by the same keys. It is not guessed at."),
        grounds.FORMAT,
    )
)
register(
    Rule(
        "M116",
        WARNING,
        say("a file that is not read"),
        say(
            "A file in the wrong place looks as if it counted, and does not. Nothing under agreements/ "
            "is skipped in silence."
        ),
        grounds.READ,
    )
)
register(
    Rule(
        "M117",
        ERROR,
        say("a link or special file"),
        say(
            "A link may lead out of the register, and to something else tomorrow. What is signed must "
            "lie here itself."
        ),
        grounds.READ,
    )
)
register(
    Rule(
        "M118",
        ERROR,
        say("a file or folder name that cannot be used"),
        say(
            "Names become tags, addresses and references. Letters outside a–z are stored differently on "
            "different machines."
        ),
        grounds.IDS,
    )
)
