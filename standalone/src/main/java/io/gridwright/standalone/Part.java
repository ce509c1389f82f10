package io.gridwright.standalone;

/** One part of a running instance. */
public interface Part extends AutoCloseable {

  /** One line for the terminal: what it is, where, what is lost on restart. */
  String line();

  @Override
  void close();
}
