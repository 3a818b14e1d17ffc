package ai.valeo.erp.tributary.graphql.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.publish.Verdict;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ProposalsTest {

  private static final Verdict.Decision TAKE = new Verdict.Decision(Verdict.Ruling.TAKE, List.of());
  private static final Verdict.Decision KEEP = new Verdict.Decision(Verdict.Ruling.KEEP, List.of());

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final Proposals proposals = new Proposals(now::get);

  @Test
  void shouldTakeTwoPersonsWhoRuleTheSame() {
    assertThat(proposals.confirm(conflict(3), TAKE, person("anna"))).isNull();
    assertThat(proposals.confirm(conflict(3), TAKE, person("anna"))).isNull();
    assertThat(proposals.confirm(conflict(3), TAKE, person("berta")))
        .extracting(Proposals.Proposal::actor)
        .isEqualTo("anna");
    assertThat(proposals.of("c1")).isNull();
  }

  @Test
  void shouldNotConfirmAnotherRulingNorOneOnAnotherVersion() {
    proposals.confirm(conflict(3), TAKE, person("anna"));
    assertThat(proposals.confirm(conflict(3), KEEP, person("berta"))).isNull();
    assertThat(proposals.confirm(conflict(4), KEEP, person("anna"))).isNull();
    assertThat(proposals.confirm(conflict(4), KEEP, person("berta"))).isNotNull();
  }

  @Test
  void shouldForgetAProposalAfterADay() {
    // given
    proposals.confirm(conflict(3), TAKE, person("anna"));

    // when
    now.set(Instant.EPOCH.plus(Duration.ofHours(25)));

    // then
    assertThat(proposals.of("c1")).isNull();
    assertThat(proposals.confirm(conflict(3), TAKE, person("berta"))).isNull();
  }

  private static Verdict.OfConflict conflict(long version) {
    return new Verdict.OfConflict("c1", new EntityKey("Customer", "k1"), version);
  }

  private static Verdict.Persons person(String name) {
    return new Verdict.Persons(name, null, "because");
  }
}
