package ai.valeo.erp.tributary.schemas.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  @Test
  void shouldReadWhatIsSound() {
    // when
    Traceparent place = Traceparent.of("00-" + TRACE + "-" + SPAN + "-01");

    // then
    assertThat(place).isEqualTo(new Traceparent(TRACE, SPAN, true));
    assertThat(place).hasToString("00-" + TRACE + "-" + SPAN + "-01");
  }

  @Test
  void shouldSeeThatNothingIsRecorded() {
    assertThat(Traceparent.of("00-" + TRACE + "-" + SPAN + "-02"))
        .isEqualTo(new Traceparent(TRACE, SPAN, false));
  }

  @Test
  void shouldReadALaterVersionAsTheFirst() {
    assertThat(Traceparent.sound("cc-" + TRACE + "-" + SPAN + "-09-what-comes"))
        .isEqualTo("00-" + TRACE + "-" + SPAN + "-01");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-1-2-01",
        "ff-" + TRACE + "-" + SPAN + "-01",
        "00-" + TRACE + "-" + SPAN + "-01-more",
        "00-00000000000000000000000000000000-" + SPAN + "-01",
        "00-" + TRACE + "-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-" + SPAN + "-01",
        "00-" + TRACE + "-" + SPAN + "-01\n"
      })
  void shouldTakeNothingFromWhatIsUnsound(String header) {
    assertThat(Traceparent.of(header)).isNull();
  }

  @Test
  void shouldTakeNothingFromNothing() {
    assertThat(Traceparent.sound(null)).isNull();
  }
}
