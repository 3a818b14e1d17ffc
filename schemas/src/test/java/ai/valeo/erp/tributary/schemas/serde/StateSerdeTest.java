package ai.valeo.erp.tributary.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.schemas.avro.Mutation;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.specific.SpecificData;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class StateSerdeTest {

  private static final Schema OLD =
      new Schema.Parser()
          .parse(
              """
              {"type":"record","name":"Thing","fields":[{"name":"a","type":"string"}]}\
              """);
  private static final Schema NOW =
      new Schema.Parser()
          .parse(
              """
              {"type":"record","name":"Thing","fields":[{"name":"a","type":"string"},
              {"name":"b","type":"int","default":7}]}\
              """);

  @Test
  void shouldReadBackWhatItWrote() {
    // given
    var serde = StateSerde.of(Mutation.class, List.of());
    Mutation mutation = Samples.mutation();

    // when
    byte[] bytes = serde.serializer().serialize("store", mutation);

    // then
    assertThat(serde.deserializer().deserialize("store", bytes)).isEqualTo(mutation);
    assertThat(serde.serializer().serialize("store", null)).isNull();
    assertThat(serde.deserializer().deserialize("store", null)).isNull();
  }

  @Test
  void shouldWriteAvrosSingleObjectEncoding() throws Exception {
    // given
    var serde = StateSerde.of(Mutation.class, List.of());
    var standard =
        new BinaryMessageDecoder<Mutation>(
            SpecificData.getForClass(Mutation.class), Mutation.getClassSchema());

    // when
    byte[] bytes = serde.serializer().serialize("store", Samples.mutation());

    // then
    assertThat(standard.decode(bytes)).isEqualTo(Samples.mutation());
  }

  @Test
  void shouldReadWhatAFormerVersionWrote() {
    // given
    var record = new GenericData.Record(OLD);
    record.put("a", "x");
    byte[] bytes = StateSerde.of(OLD, List.of()).serializer().serialize("store", record);

    // when
    var read = StateSerde.of(NOW, List.of(OLD)).deserializer().deserialize("store", bytes);

    // then
    assertThat(read.get("b")).isEqualTo(7);
    assertThatThrownBy(
            () -> StateSerde.of(NOW, List.of()).deserializer().deserialize("store", bytes))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("fingerprint");
  }

  @Test
  void shouldRefuseWhatIsNoState() {
    var deserializer = StateSerde.of(NOW, List.of()).deserializer();

    assertThatThrownBy(() -> deserializer.deserialize("store", new byte[] {0, 0, 0, 0, 1}))
        .isInstanceOf(SerializationException.class);
  }
}
