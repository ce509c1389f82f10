package io.gridwright.standalone.database;

import io.gridwright.standalone.Part;
import io.gridwright.store.StoreConfiguration;

/** The database of an instance. */
public interface Database extends Part {
  StoreConfiguration configuration();

  /** Where it is, without a password. */
  String url();
}
