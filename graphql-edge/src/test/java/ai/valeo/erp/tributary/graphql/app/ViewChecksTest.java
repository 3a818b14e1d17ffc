package ai.valeo.erp.tributary.graphql.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.http.Health;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ViewChecksTest {
  private static final ViewChecks.Progress READY =
      new ViewChecks.Progress(true, "running", true, true);
  private static final ViewChecks.Progress BEGINNING =
      new ViewChecks.Progress(false, "starting", false, false);
  private static final ViewChecks.Away NOTHING_AWAY =
      new ViewChecks.Away(false, RegistryProbe.Answer.ANSWERS);
  private static final ViewChecks.Figures WELL = new ViewChecks.Figures(0L, 2_000, 1_000, 0);

  @Test
  void shouldBeWellWhenNothingIsWrong() {
    assertThat(failed(READY, NOTHING_AWAY, WELL)).isEmpty();
    assertThat(new ViewChecks(READY, NOTHING_AWAY, WELL).checks())
        .extracting(Health.Check::name)
        .containsExactly(
            "views", "catch-up", "warm-up", "broker", "registry", "lag", "commit", "disk");
  }

  @Test
  void shouldSayEachReasonAtTheBeginning() {
    assertThat(failed(BEGINNING, new ViewChecks.Away(true, RegistryProbe.Answer.SILENT), WELL))
        .containsExactly("views", "catch-up", "warm-up", "broker", "registry");
  }

  @Test
  void shouldServeWithoutARegistryWhatItKnows() {
    // given
    var checks =
        new ViewChecks(READY, new ViewChecks.Away(false, RegistryProbe.Answer.SILENT), WELL)
            .checks();

    // then
    assertThat(checks).allMatch(Health.Check::isOk);
    assertThat(checks)
        .filteredOn(check -> check.name().equals("registry"))
        .extracting(Health.Check::reason)
        .first()
        .asString()
        .startsWith("does not answer");
  }

  @Test
  void shouldNotSayThatARegistryAnswersWhichWasNotAskedYet() {
    // given
    var unknown = new ViewChecks.Away(false, RegistryProbe.Answer.NOT_ASKED);

    // then
    assertThat(failed(BEGINNING, unknown, WELL)).contains("registry");
    assertThat(new ViewChecks(READY, unknown, WELL).checks())
        .contains(new Health.Check("registry", true, "not asked yet"));
  }

  @Test
  void shouldNotBeWellWhenNoCommitComesOrTheDiskIsFull() {
    assertThat(failed(READY, NOTHING_AWAY, new ViewChecks.Figures(5L, 2_000, 1_000, 61)))
        .containsExactly("commit");
    assertThat(failed(READY, NOTHING_AWAY, new ViewChecks.Figures(5L, 999, 1_000, 59)))
        .containsExactly("disk");
  }

  private static List<String> failed(
      ViewChecks.Progress progress, ViewChecks.Away away, ViewChecks.Figures figures) {
    return new ViewChecks(progress, away, figures)
        .checks().stream().filter(check -> !check.isOk()).map(Health.Check::name).toList();
  }
}
