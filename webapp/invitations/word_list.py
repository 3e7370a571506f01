"""Words for pairing a phone in the room: easy to say aloud and to hear apart. Always Swedish, since the leader reads them too.

Things one can see and touch,. Nothing about health, food one may not eat, work, money or faith, and no two that
sound alike.
"""

WORDS = (
    "björk", "blomma", "bänk", "cykel", "dörr", "ekorre", "fiol", "fjäril", "flagga", "fönster", "gitarr", "glas", "granit", "groda",
    "hammare", "hatt", "hink", "häst", "igelkott", "jacka", "kanot", "karta", "klocka", "korg", "krita", "lampa", "lönn",
    "matta", "moln", "måne", "nyckel", "orgel", "paraply", "penna", "pumpa", "päron", "regn", "ring", "räv", "skål",
    "snö", "soffa", "spade", "stjärna", "svamp", "tavla", "teve", "trumma", "tunnel", "tvål", "uggla", "vante", "vindruva", "vågor",
    "ljus", "zebra", "åra", "äpple", "älg",
)  # fmt: skip
