package ai.valeo.erp.tributary.compose.ops;

import net.logstash.logback.decorate.MapperBuilderDecorator;
import net.logstash.logback.encoder.LogstashEncoder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/**
 * A line of JSON for each event. Values of our own types are written as they print themselves: an
 * identity is a text and no object, and settings keep their secrets.
 */
public final class JsonLines extends LogstashEncoder {

  public JsonLines() {
    addDecorator(new AsTheyPrint());
    getFieldNames().setVersion("[ignore]");
    getFieldNames().setLevelValue("[ignore]");
  }

  private static final class AsTheyPrint
      implements MapperBuilderDecorator<JsonMapper, JsonMapper.Builder> {

    @Override
    public JsonMapper.Builder decorate(JsonMapper.Builder builder) {
      return builder.addModule(
          new SimpleModule("as they print")
              .addSerializer(Record.class, ToStringSerializer.instance));
    }
  }
}
