package io.gridwright.workflows.operation;

import java.util.List;

/**
 * Answer to the wish to undo.
 *
 * @param allowed false past the point of no return: then the operation goes forward
 * @param cancelled whether the wish is the customer's or a more urgent operation's
 * @param machines what the operation holds and must give back
 */
public record Undoing(boolean allowed, boolean cancelled, List<Target> machines) {}
