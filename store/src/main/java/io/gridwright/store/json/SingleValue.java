package io.gridwright.store.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Optional;

/** A record of ours whose only component is {@code value}: an id, an epoch, a VMID. */
record SingleValue(Class<?> record, Class<?> type, Method accessor, Constructor<?> constructor) {

  static Optional<SingleValue> of(Class<?> type) {
    if (!type.isRecord() || !type.getName().startsWith("io.gridwright.")) {
      return Optional.empty();
    }
    RecordComponent[] components = type.getRecordComponents();
    if (components.length != 1
        || !components[0].getName().equals("value")
        || !plain(components[0].getType())) {
      return Optional.empty();
    }
    try {
      Class<?> value = components[0].getType();
      return Optional.of(
          new SingleValue(
              type, value, components[0].getAccessor(), type.getDeclaredConstructor(value)));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("record " + type + " without its constructor", e);
    }
  }

  Object unwrap(Object wrapper) {
    try {
      return accessor.invoke(wrapper);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("cannot read the value of " + record, e);
    }
  }

  Object wrap(Object value) {
    try {
      return constructor.newInstance(value);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getCause().getMessage(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + record, e);
    }
  }

  /** Reads the value from a key of a map. */
  Object parse(String text) {
    if (type == int.class) {
      return Integer.valueOf(text);
    }
    return type == long.class ? Long.valueOf(text) : text;
  }

  private static boolean plain(Class<?> type) {
    return type == String.class || type == int.class || type == long.class;
  }
}
