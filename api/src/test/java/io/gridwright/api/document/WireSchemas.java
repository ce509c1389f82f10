package io.gridwright.api.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Schemas of what is on the wire, all of it records. The library's own resolver knows neither which
 * fields are always written nor which may be null; here that follows from the record: what {@link
 * JsonInclude} leaves out is not required, and what is absent but written is null. Of what is sent
 * a field may be left out, or null, unless its note says that it is required.
 */
final class WireSchemas implements ModelConverter {
  private static final Map<Class<?>, String> FORMATS =
      Map.of(
          Instant.class, "date-time",
          Duration.class, "duration",
          int.class, "int32",
          Integer.class, "int32",
          OptionalInt.class, "int32",
          long.class, "int64",
          Long.class, "int64",
          OptionalLong.class, "int64");
  private static final Set<Class<?>> FRACTIONS =
      Set.of(double.class, Double.class, OptionalDouble.class, BigDecimal.class);
  private static final Set<Class<?>> PERHAPS_ABSENT =
      Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

  private final ObjectMapper mapper;
  private final Map<String, JavaType> named = new HashMap<>();

  WireSchemas(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  @Override
  public boolean isOpenapi31() {
    return true;
  }

  @Override
  public Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    return schema(mapper.constructType(type.getType()), context);
  }

  private Schema<Object> schema(JavaType type, ModelConverterContext context) {
    Class<?> raw = type.getRawClass();
    if (raw == Optional.class) {
      return schema(type.getContentType(), context);
    }
    if (isList(raw)) {
      return listOf(schema(type.getContentType(), context));
    }
    if (Map.class.isAssignableFrom(raw)) {
      Schema<Object> map = typed("object");
      map.setAdditionalProperties(schema(type.getContentType(), context));
      return map;
    }
    if (raw.isRecord()) {
      return reference(type, context);
    }
    return raw.isEnum() ? words(raw) : scalar(raw);
  }

  private static Schema<Object> scalar(Class<?> raw) {
    if (raw == Object.class) {
      return new JsonSchema();
    }
    if (raw == boolean.class || raw == Boolean.class) {
      return typed("boolean");
    }
    if (FRACTIONS.contains(raw)) {
      return formatted("number", "double");
    }
    String format = FORMATS.get(raw);
    boolean whole = format != null && format.startsWith("int");
    return formatted(whole ? "integer" : "string", format);
  }

  private static Schema<Object> words(Class<?> enumeration) {
    Schema<Object> schema = typed("string");
    for (Object word : enumeration.getEnumConstants()) {
      schema.addEnumItemObject(((Enum<?>) word).name());
    }
    return schema;
  }

  private Schema<Object> reference(JavaType type, ModelConverterContext context) {
    String name = SchemaNames.of(type);
    JavaType other = named.putIfAbsent(name, type);
    if (other != null && !other.equals(type)) {
      throw new IllegalStateException(type + " and " + other + " would both be named " + name);
    }
    if (!context.getDefinedModels().containsKey(name)) {
      Schema<Object> schema = typed("object");
      context.defineModel(name, schema); // before its fields, which may lead back to it
      describe(type, schema, context);
    }
    return referring("#/components/schemas/" + name);
  }

  private void describe(JavaType type, Schema<Object> schema, ModelConverterContext context) {
    Documented record = Documented.of(type.getRawClass());
    record.note().ifPresent(note -> apply(note, schema));
    if (record.sent()) {
      schema.setAdditionalProperties(false);
    }
    for (RecordComponent component : type.getRawClass().getRecordComponents()) {
      Optional<FieldNote> note = record.note(component);
      JavaType of =
          mapper.getTypeFactory().constructType(component.getGenericType(), type.getBindings());
      Schema<Object> property = property(of, note, context);
      boolean required =
          record.sent()
              ? note.filter(FieldNote::required).isPresent()
              : alwaysWritten(type.getRawClass(), component);
      boolean nullable = record.sent() ? !required : required && mayBeAbsent(component.getType());
      schema.addProperty(component.getName(), nullable ? orNull(property) : property);
      if (required) {
        schema.addRequiredItem(component.getName());
      }
    }
  }

  private Schema<Object> property(
      JavaType of, Optional<FieldNote> note, ModelConverterContext context) {
    Optional<Schema<Object>> words =
        note.flatMap(FieldNote::words).map(type -> schema(mapper.constructType(type), context));
    Schema<Object> property =
        words
            .map(each -> isList(of.getRawClass()) ? listOf(each) : each)
            .orElseGet(() -> schema(of, context));
    note.ifPresent(told -> apply(told, property));
    return property;
  }

  private static void apply(FieldNote note, Schema<Object> schema) {
    told(note.description()).ifPresent(schema::setDescription);
    told(note.pattern()).ifPresent(schema::setPattern);
    told(note.minimum()).map(BigDecimal::new).ifPresent(schema::setMinimum);
    told(note.maximum()).map(BigDecimal::new).ifPresent(schema::setMaximum);
    told(note.example()).ifPresent(schema::addExample);
    if (note.minLength() > 0) {
      schema.setMinLength(note.minLength());
    }
    if (note.maxLength() < Integer.MAX_VALUE) {
      schema.setMaxLength(note.maxLength());
    }
  }

  private static Optional<String> told(String text) {
    return Optional.of(text).filter(words -> !words.isEmpty());
  }

  private static Schema<Object> orNull(Schema<Object> schema) {
    if (schema.get$ref() != null) {
      Schema<Object> either = new JsonSchema();
      either.addAnyOfItem(referring(schema.get$ref()));
      either.addAnyOfItem(typed("null"));
      either.setDescription(schema.getDescription());
      return either;
    }
    if (schema.getTypes() != null) {
      schema.addType("null");
    }
    if (schema.getEnum() != null) {
      schema.addEnumItemObject(null);
    }
    return schema;
  }

  private static boolean alwaysWritten(Class<?> record, RecordComponent component) {
    JsonInclude own = component.getAccessor().getAnnotation(JsonInclude.class);
    JsonInclude rule = own == null ? record.getAnnotation(JsonInclude.class) : own;
    if (rule == null || rule.value() == JsonInclude.Include.ALWAYS) {
      return true;
    }
    boolean empty =
        rule.value() == JsonInclude.Include.NON_EMPTY
            && (isList(component.getType()) || Map.class.isAssignableFrom(component.getType()));
    return !empty && !mayBeAbsent(component.getType());
  }

  private static boolean mayBeAbsent(Class<?> type) {
    return PERHAPS_ABSENT.contains(type);
  }

  private static boolean isList(Class<?> type) {
    return Collection.class.isAssignableFrom(type);
  }

  private static Schema<Object> listOf(Schema<Object> items) {
    Schema<Object> list = typed("array");
    list.setItems(items);
    return list;
  }

  private static Schema<Object> formatted(String type, String format) {
    Schema<Object> schema = typed(type);
    schema.setFormat(format);
    return schema;
  }

  private static Schema<Object> referring(String to) {
    Schema<Object> schema = new JsonSchema();
    schema.set$ref(to);
    return schema;
  }

  private static Schema<Object> typed(String type) {
    Schema<Object> schema = new JsonSchema();
    schema.setTypes(new LinkedHashSet<>(List.of(type)));
    return schema;
  }
}
