package io.gridwright.emulator.grid;

/** There is no node of that name. */
public final class UnknownNodeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnknownNodeException(String node) {
    super("there is no node '" + node + "' in this grid; list the nodes to see their names");
  }
}
