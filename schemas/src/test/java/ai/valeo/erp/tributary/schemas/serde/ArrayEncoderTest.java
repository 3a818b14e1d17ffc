package ai.valeo.erp.tributary.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class ArrayEncoderTest {

  private static final int ROUNDS = 200;

  @Test
  void shouldWriteTheSameBytesAsAvrosOwnEncoder() throws IOException {
    var encoder = new ArrayEncoder();
    for (int seed = 0; seed < ROUNDS; seed++) {
      // given
      var expected = new ByteArrayOutputStream();
      BinaryEncoder avro = EncoderFactory.get().directBinaryEncoder(expected, null);

      // when
      write(avro, new Random(seed));
      encoder.start(0);
      write(encoder, new Random(seed));

      // then
      assertThat(encoder.finish()).as("seed %d", seed).isEqualTo(expected.toByteArray());
    }
  }

  private static void write(BinaryEncoder encoder, Random random) throws IOException {
    for (int i = 0; i < 100; i++) {
      switch (random.nextInt(9)) {
        case 0 -> encoder.writeInt(random.nextInt() >> random.nextInt(32));
        case 1 -> encoder.writeLong(random.nextLong() >> random.nextInt(64));
        case 2 -> encoder.writeBoolean(random.nextBoolean());
        case 3 -> encoder.writeDouble(random.nextDouble());
        case 4 -> encoder.writeFloat(random.nextFloat());
        case 5 -> encoder.writeString(text(random, 'a'));
        case 6 -> encoder.writeString(text(random, random.nextBoolean() ? 'ö' : '中'));
        case 7 -> encoder.writeBytes(ByteBuffer.wrap(new byte[random.nextInt(5_000)]));
        default -> encoder.writeBytes(text(random, 'b').getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static String text(Random random, char last) {
    int length = random.nextInt(140);
    return length == 0 ? "" : "x".repeat(length - 1) + last;
  }
}
