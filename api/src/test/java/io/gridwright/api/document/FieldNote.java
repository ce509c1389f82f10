package io.gridwright.api.document;

import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.reflect.AnnotatedElement;
import java.util.Optional;

/**
 * What an annotation tells of a record or a field of it, beyond its type.
 *
 * @param words the type that the text stands for: an enumeration, or a record kept as something
 *     else
 * @param required of what is sent: it must be there
 * @param sent of a record: it is read, not only written, and unknown fields are refused
 */
record FieldNote(
    String description,
    String pattern,
    String minimum,
    String maximum,
    int minLength,
    int maxLength,
    String example,
    Optional<Class<?>> words,
    boolean required,
    boolean sent) {

  static Optional<FieldNote> of(AnnotatedElement element) {
    return Optional.ofNullable(element.getAnnotation(Schema.class)).map(FieldNote::of);
  }

  private static FieldNote of(Schema noted) {
    return new FieldNote(
        noted.description(),
        noted.pattern(),
        noted.minimum(),
        noted.maximum(),
        noted.minLength(),
        noted.maxLength(),
        noted.example(),
        Optional.<Class<?>>of(noted.implementation()).filter(type -> type != Void.class),
        noted.requiredMode() == Schema.RequiredMode.REQUIRED,
        noted.additionalProperties() == Schema.AdditionalPropertiesValue.FALSE);
  }
}
