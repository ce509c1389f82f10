package io.gridwright.store.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.Serializers;
import io.gridwright.domain.billing.Money;
import java.io.IOException;
import java.io.Serial;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/** What Jackson must know of the domain, so that the domain need not know Jackson. */
final class DomainModule extends SimpleModule {
  @Serial private static final long serialVersionUID = 1L;

  DomainModule() {
    super("gridwright-domain");
    addSerializer(Money.class, new MoneyWriter());
    addDeserializer(Money.class, new MoneyReader());
  }

  @Override
  public void setupModule(SetupContext context) {
    super.setupModule(context);
    context.addSerializers(new Wrappers());
    context.addKeySerializers(new WrapperKeys());
    context.addDeserializers(new Unwrappers());
    context.addKeyDeserializers((type, config, description) -> keyOf(type));
    context.insertAnnotationIntrospector(new SealedTypes());
  }

  private static KeyDeserializer keyOf(JavaType type) {
    return SingleValue.of(type.getRawClass())
        .<KeyDeserializer>map(
            single ->
                new KeyDeserializer() {
                  @Override
                  public Object deserializeKey(String key, DeserializationContext context) {
                    return single.wrap(single.parse(key));
                  }
                })
        .orElse(null);
  }

  private static final class Wrappers extends Serializers.Base {
    @Override
    public JsonSerializer<?> findSerializer(
        SerializationConfig config, JavaType type, BeanDescription description) {
      return SingleValue.of(type.getRawClass()).map(WrapperWriter::new).orElse(null);
    }
  }

  private static final class WrapperKeys extends Serializers.Base {
    @Override
    public JsonSerializer<?> findSerializer(
        SerializationConfig config, JavaType type, BeanDescription description) {
      return SingleValue.of(type.getRawClass()).map(WrapperKeyWriter::new).orElse(null);
    }
  }

  private static final class Unwrappers extends Deserializers.Base {
    @Override
    public JsonDeserializer<?> findBeanDeserializer(
        JavaType type, DeserializationConfig config, BeanDescription description) {
      return SingleValue.of(type.getRawClass()).map(WrapperReader::new).orElse(null);
    }
  }

  private static final class WrapperWriter extends JsonSerializer<Object> {
    private final SingleValue single;

    WrapperWriter(SingleValue single) {
      this.single = single;
    }

    @Override
    public void serialize(Object value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeObject(single.unwrap(value));
    }
  }

  private static final class WrapperKeyWriter extends JsonSerializer<Object> {
    private final SingleValue single;

    WrapperKeyWriter(SingleValue single) {
      this.single = single;
    }

    @Override
    public void serialize(Object value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeFieldName(String.valueOf(single.unwrap(value)));
    }
  }

  private static final class WrapperReader extends JsonDeserializer<Object> {
    private final SingleValue single;

    WrapperReader(SingleValue single) {
      this.single = single;
    }

    @Override
    public Object deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return single.wrap(context.readValue(in, single.type()));
    }
  }

  private static final class MoneyWriter extends JsonSerializer<Money> {
    @Override
    public void serialize(Money money, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeStartObject();
      out.writeStringField("amount", money.amount());
      out.writeStringField("currency", money.currency().getCurrencyCode());
      out.writeEndObject();
    }
  }

  private static final class MoneyReader extends JsonDeserializer<Money> {
    @Override
    public Money deserialize(JsonParser in, DeserializationContext context) throws IOException {
      JsonNode tree = in.readValueAsTree();
      return Money.parse(
          tree.required("amount").asText(),
          Currency.getInstance(tree.required("currency").asText()));
    }
  }

  /** Names the cases of our sealed interfaces, as annotations would. */
  private static final class SealedTypes extends NopAnnotationIntrospector {
    @Serial private static final long serialVersionUID = 1L;

    @Override
    public Version version() {
      return Version.unknownVersion();
    }

    @Override
    public TypeResolverBuilder<?> findTypeResolver(
        MapperConfig<?> config, AnnotatedClass type, JavaType baseType) {
      if (!ours(type.getRawType()) || sealedParent(type.getRawType()) == null) {
        return null;
      }
      return new StdTypeResolverBuilder()
          .init(JsonTypeInfo.Id.NAME, null)
          .inclusion(JsonTypeInfo.As.PROPERTY)
          .typeProperty("type");
    }

    @Override
    public List<NamedType> findSubtypes(com.fasterxml.jackson.databind.introspect.Annotated type) {
      Class<?> raw = type.getRawType();
      return ours(raw) && raw.isSealed() ? cases(raw) : null;
    }

    @Override
    public String findTypeName(AnnotatedClass type) {
      Class<?> raw = type.getRawType();
      return ours(raw) && !raw.isSealed() && sealedParent(raw) != null ? raw.getSimpleName() : null;
    }

    private static List<NamedType> cases(Class<?> sealed) {
      List<NamedType> cases = new ArrayList<>();
      for (Class<?> permitted : sealed.getPermittedSubclasses()) {
        if (permitted.isSealed()) {
          cases.addAll(cases(permitted));
        } else {
          cases.add(new NamedType(permitted, permitted.getSimpleName()));
        }
      }
      return cases;
    }

    private static Class<?> sealedParent(Class<?> type) {
      if (type.isSealed() && type.isInterface()) {
        return type;
      }
      for (Class<?> parent : type.getInterfaces()) {
        if (ours(parent) && parent.isSealed()) {
          return parent;
        }
      }
      return null;
    }

    private static boolean ours(Class<?> type) {
      return type.getName().startsWith("io.gridwright.") && !type.isEnum();
    }
  }
}
