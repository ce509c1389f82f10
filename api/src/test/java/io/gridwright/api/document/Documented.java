package io.gridwright.api.document;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the notes of a record stand: on itself, or for the domain's drafts, which know no wire, on
 * the interface of the same name in {@link DraftNotes}. That must tell of every field, and of none
 * that there is not.
 */
record Documented(Class<?> notes, boolean draft) {

  static Documented of(Class<?> record) {
    if (!record.getSimpleName().startsWith("Draft")) {
      return new Documented(record, false);
    }
    Class<?> notes =
        Arrays.stream(DraftNotes.class.getDeclaredClasses())
            .filter(each -> each.getSimpleName().equals(record.getSimpleName()))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("DraftNotes lacks " + record));
    Set<String> told = names(Arrays.stream(notes.getDeclaredMethods()).map(Method::getName));
    Set<String> fields =
        names(Arrays.stream(record.getRecordComponents()).map(RecordComponent::getName));
    if (!told.equals(fields)) {
      throw new IllegalStateException("DraftNotes tells " + told + " of " + fields);
    }
    return new Documented(notes, true);
  }

  Optional<FieldNote> note() {
    return FieldNote.of(notes);
  }

  /** Whether it is read: then what it does not know is refused. */
  boolean sent() {
    return draft || note().filter(FieldNote::sent).isPresent();
  }

  /** What is told of a field. */
  Optional<FieldNote> note(RecordComponent component) {
    try {
      return FieldNote.of(notes.getDeclaredMethod(component.getName()));
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException("a record has an accessor for each field", impossible);
    }
  }

  private static Set<String> names(Stream<String> names) {
    return names.collect(Collectors.toSet());
  }
}
