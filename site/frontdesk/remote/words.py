"""The 256 words that keys are made of: common, easy to say, hard to mistake over a telephone."""

WORDS: tuple[str, ...] = tuple(
    """
    acorn actor amber anchor apple apron arrow atlas autumn bacon badge bagel baker balcony
    balloon bamboo banana banjo barley barrel basket beacon beaver bedroom beetle biscuit
    blanket blossom bonfire bottle boulder bracelet bramble bridge bronze brother bucket
    buffalo bumper butter button cabin cactus camel candle canoe canvas captain caravan
    carpet carrot castle cedar cellar cement chapel cheese cherry chimney cinema circus
    clover cobbler coconut coffee collar comet copper coral corner cotton cousin cradle
    crayon cricket crystal curtain cushion custard daisy dancer desert diamond dinner doctor
    dolphin donkey dragon drummer eagle easel eleven emerald engine envelope fabric falcon
    farmer feather fiddle filter finger flannel flower forest fossil fountain garden garlic
    ginger giraffe glacier glove goblet golden gondola gorilla granite grape gravel guitar
    hammer hammock harbour harvest hazel hedge helmet hermit honey horizon hotel iceberg
    indigo island ivory jacket jaguar jasmine jelly jigsaw jockey jungle juniper kettle
    kitchen kitten ladder lagoon lantern laurel lemon leopard letter library lilac lizard
    lobster locket lumber magnet maple marble market meadow melon mirror mitten monkey
    mosaic muffin museum mustard napkin nectar needle nickel nugget oasis ocean olive onion
    orange orbit orchard otter oyster paddle palace pancake panda parcel parrot pebble
    pencil penguin pepper piano pigeon pillow pirate planet plaster pocket poppy porridge
    potato powder pudding pumpkin puppet puzzle quartz rabbit radish ribbon river robin
    rocket saddle saffron salmon sandal satchel scarlet shadow silver spider squirrel stable
    summer sunset table teapot thunder tiger timber tomato trumpet tulip tunnel turnip
    umbrella valley vanilla velvet violin voyage waffle walnut whistle willow window yoghurt
    zebra zipper
    """.split()  # noqa: SIM905  (a list of 256 quoted words would be harder to read)
)
