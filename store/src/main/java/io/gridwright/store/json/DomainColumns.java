package io.gridwright.store.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Type;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.generic.GenericTypes;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.mapper.ColumnMapperFactory;
import org.jdbi.v3.core.spi.JdbiPlugin;

/**
 * How the domain's types stand in columns: single values as themselves, instants as UTC date-times
 * whatever the zones of JVM and server are, anything marked {@link JsonColumn} as JSON.
 */
public final class DomainColumns extends JdbiPlugin.Singleton {
  private final ObjectMapper json;

  public DomainColumns(ObjectMapper json) {
    this.json = json;
  }

  @Override
  public void customizeJdbi(Jdbi jdbi) {
    jdbi.registerColumnMapper(new SingleValues());
    jdbi.registerArgument(new SingleValueArguments());
    jdbi.registerColumnMapper(
        Instant.class,
        (row, column, context) ->
            Optional.ofNullable(row.getObject(column, LocalDateTime.class))
                .map(at -> at.toInstant(ZoneOffset.UTC))
                .orElse(null));
    jdbi.registerArgument(new Instants());
    jdbi.registerColumnMapper(new JsonColumns());
    jdbi.registerArgument(new JsonArguments());
  }

  private static final class SingleValues implements ColumnMapperFactory {
    @Override
    public Optional<ColumnMapper<?>> build(Type type, ConfigRegistry config) {
      return SingleValue.of(GenericTypes.getErasedType(type)).map(SingleValues::mapper);
    }

    private static ColumnMapper<?> mapper(SingleValue single) {
      return (row, column, context) -> {
        String text = row.getString(column);
        return text == null ? null : single.wrap(single.parse(text));
      };
    }
  }

  private static final class SingleValueArguments implements ArgumentFactory {
    @Override
    public Optional<Argument> build(Type type, Object value, ConfigRegistry config) {
      if (value == null) {
        return Optional.empty();
      }
      return SingleValue.of(value.getClass())
          .map(
              single ->
                  (position, statement, context) ->
                      statement.setObject(position, single.unwrap(value)));
    }
  }

  private static final class Instants implements ArgumentFactory {
    @Override
    public Optional<Argument> build(Type type, Object value, ConfigRegistry config) {
      if (!(value instanceof Instant instant)) {
        return Optional.empty();
      }
      LocalDateTime utc =
          LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
      return Optional.of((position, statement, context) -> statement.setObject(position, utc));
    }
  }

  private final class JsonColumns implements ColumnMapperFactory {
    @Override
    public Optional<ColumnMapper<?>> build(Type type, ConfigRegistry config) {
      if (!keptAsJson(GenericTypes.getErasedType(type))) {
        return Optional.empty();
      }
      return Optional.of(
          (row, column, context) -> {
            String text = row.getString(column);
            return text == null ? null : read(text, type);
          });
    }

    private Object read(String text, Type type) {
      try {
        return json.readValue(text, json.constructType(type));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(
            "the ledger holds no " + type + ": " + e.getOriginalMessage(), e);
      }
    }
  }

  private final class JsonArguments implements ArgumentFactory {
    @Override
    public Optional<Argument> build(Type type, Object value, ConfigRegistry config) {
      if (!keptAsJson(GenericTypes.getErasedType(type))) {
        return Optional.empty();
      }
      String text = value == null ? null : DomainJson.write(value);
      return Optional.of(
          (position, statement, context) -> {
            if (text == null) {
              statement.setNull(position, Types.VARCHAR);
            } else {
              statement.setString(position, text);
            }
          });
    }
  }

  private static boolean keptAsJson(Class<?> type) {
    return type.isAnnotationPresent(JsonColumn.class)
        || KeptAsJson.TYPES.contains(type)
        || Map.class.isAssignableFrom(type)
        || JsonNode.class.isAssignableFrom(type);
  }
}
