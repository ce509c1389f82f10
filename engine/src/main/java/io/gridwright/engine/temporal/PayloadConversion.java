package io.gridwright.engine.temporal;

import io.gridwright.store.json.DomainJson;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;

/** How arguments and results are written into histories: the domain's own JSON. */
public final class PayloadConversion {

  public static DataConverter converter() {
    return DefaultDataConverter.newDefaultInstance()
        .withPayloadConverterOverrides(new JacksonJsonPayloadConverter(DomainJson.mapper()));
  }

  private PayloadConversion() {}
}
