"""Writes the accessibility tree of the programs on this bus: one line of JSON for each object, parents before children."""

import json

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402


def actions(item):
    """The names of its actions; WebKitGTK gives one without a name where there is nothing to do."""
    if not item.get_action_iface():
        return []
    return [Atspi.Action.get_action_name(item, at) for at in range(Atspi.Action.get_n_actions(item))]


def tell(item, depth):
    try:
        told = {
            "depth": depth,
            "role": item.get_role_name(),
            "name": item.get_name(),
            "states": [state.value_nick for state in item.get_state_set().get_states()],
            "actions": [name for name in actions(item) if name],
        }
        children = [item.get_child_at_index(at) for at in range(item.get_child_count())]
    except GLib.Error:
        # It went away while it was asked.
        return
    print(json.dumps(told, ensure_ascii=False))
    for child in children:
        if child:
            tell(child, depth + 1)


Atspi.init()
desktop = Atspi.get_desktop(0)
for number in range(desktop.get_child_count()):
    tell(desktop.get_child_at_index(number), 0)
