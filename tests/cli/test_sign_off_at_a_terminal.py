"""`sign-off` at a terminal: the text is shown, its code is asked for, and nothing but what was shown is signed."""

from terminal import Terminal

from world import NAME, TEXT, World

RECORD = f"agreements/{NAME}/r1/signoffs/polisen.anna-ek.toml"


def begun(world: World) -> Terminal:
    """Anna is asked for the code of the text before her."""
    seen = Terminal(
        world.root,
        "--date",
        "2024-01-10",
        "sign-off",
        NAME,
        "--as",
        "anna-ek",
        "--key",
        str(world.key("anna-ek")),
    )
    seen.until("två kvällar")
    seen.until("The first group of the control code: ")
    return seen


def test_the_code_is_typed(world: World):
    code = world.code()
    seen = begun(world)
    seen.type(f"{code[:4].lower()}\n")
    exit_code, said = seen.end()
    assert (exit_code, "Still missing: Bo Alm" in said) == (0, True)
    assert (world.root / RECORD).exists()


def test_another_code_is_typed(world: World):
    seen = begun(world)
    seen.type("0000\n")
    exit_code, said = seen.end()
    assert (exit_code, "that is the code of another text" in said) == (1, True)
    assert not (world.root / RECORD).exists()


def test_a_text_that_changes_while_it_is_read_is_not_signed(world: World):
    """The text that was shown has this code; the one that is there when it is typed has another."""
    code = world.code()
    seen = begun(world)
    world.text(TEXT.replace("två kvällar", "en kväll"))
    world.commit()
    seen.type(f"{code[:4]}\n")
    exit_code, said = seen.end()
    assert (exit_code, "storby/2024 was changed while you read it" in said) == (1, True)
    assert not (world.root / RECORD).exists()
