"""The sentences of the built-in exercises, once more, so that translators find them among all others."""

from tray.lib.language.translation import mark

SENTENCES = (
    # far
    mark("Look into the distance"),
    mark("Look up from the screen, to the window if there is one."),
    mark("Rest your eyes on the farthest thing you can see."),
    mark("Close your eyes for a few breaths, then look far again."),
    # blink
    mark("Let your eyes rest"),
    mark("Open your eyes wide, then blink slowly ten times."),
    mark("Close your eyes and let your face go soft."),
    mark("Warm your hands, then cup them over your closed eyes."),
    # wrists
    mark("Loosen your wrists"),
    mark("Stretch one arm out and let your hand sway up and down."),
    mark("Bend your hand up, and pull it back gently with the other one."),
    mark("Bend it down and hold it there, then switch arms."),
    # fingers
    mark("Open your hands"),
    mark("Make a fist, not too tight, and hold it for a moment."),
    mark("Open your hand and spread your fingers wide."),
    mark("Shake both hands out until they feel heavy and warm."),
    # shoulders
    mark("Drop your shoulders"),
    mark("Breathe in and pull your shoulders up to your ears."),
    mark("Breathe out and let them fall."),
    mark("Roll them backwards in slow, large circles."),
    # neck
    mark("Ease your neck"),
    mark("Let your head sink to one side, until you feel the stretch."),
    mark("Come back up slowly, then let it sink to the other side."),
    mark("Look over one shoulder, then over the other one."),
    # back
    mark("Stretch your back"),
    mark("Stand up and reach for the ceiling with both hands."),
    mark("Lean over to one side, and breathe into the stretch."),
    mark("Then lean over to the other side."),
    # stand
    mark("Get on your feet"),
    mark("Stand up and give your seat a rest."),
    mark("Put one foot back, and push your hips forward."),
    mark("Hold on to something, and pull one heel up behind you."),
    # unplug
    mark("Leave the screens alone"),
    mark("Close the lid. It will all be there later."),
    mark("Put the phone where you can't see it."),
    mark("Do one thing without a screen, and do it slowly."),
    # breathing
    mark("Breathe slowly"),
    mark("Sit upright, and let your hands lie in your lap."),
    mark("Breathe in through your nose while the circle grows."),
    mark("Breathe out slowly while it shrinks."),
    # walk
    mark("Take a walk"),
    mark("Leave the room, and leave your phone behind."),
    mark("Take the stairs if there are any."),
    mark("Go outside and look at something that's far away."),
    # water
    mark("Fetch a glass of water"),
    mark("Go and fill a glass with water."),
    mark("Drink it standing, in small sips."),
    mark("Bring another one along for your desk."),
)
"""A test holds them equal to those of ``assets/guides``."""
