package ai.valeo.erp.tributary.topology.core;

import static ai.valeo.erp.tributary.topology.core.Given.create;
import static ai.valeo.erp.tributary.topology.core.Given.set;
import static ai.valeo.erp.tributary.topology.core.Given.text;
import static ai.valeo.erp.tributary.topology.core.Given.type;
import static ai.valeo.erp.tributary.topology.core.Given.update;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.decision.AuditFacts;
import ai.valeo.erp.tributary.topology.core.entity.AuditChain;
import ai.valeo.erp.tributary.topology.core.entity.ChainHash;
import ai.valeo.erp.tributary.topology.core.entity.Place;
import ai.valeo.erp.tributary.topology.core.entity.Register;
import ai.valeo.erp.tributary.topology.core.strategy.MergeSettings;
import ai.valeo.erp.tributary.topology.core.strategy.Strategies;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clocks ahead of the broker's, versions, audit chains and batches. */
class ExplanationTest {

  private static final long YEAR_MS = 365L * 24 * 3_600_000;

  private final Workpiece thing = new Workpiece(type(text("name", MergePolicy.LAST_WRITER)));

  @Test
  void shouldCountAClockTooFarAheadAsTheBrokersTimeAndSaySo() {
    // given
    long aheadMs = Given.NOW_MS + YEAR_MS;
    // when
    var decision = thing.decide(create("a", aheadMs, set("name", "future")));
    // then
    assertThat(decision.note())
        .isEqualTo("clock " + YEAR_MS + " ms ahead of the broker's, counted as its time");
    assertThat(thing.state().hlc()).isEqualTo(new Hlc(Given.NOW_MS, 0));
    // and a concurrent change made a second later wins
    thing.send(update("b", Given.NOW_MS + 1_000, set("name", "present")).on(0));
    assertThat(thing.value("name")).isEqualTo(Value.of("present"));
  }

  @Test
  void shouldLeaveAClockWithinTheSkewAlone() {
    // given when
    var decision = thing.decide(create("a", Given.NOW_MS + 60_000, set("name", "x")));
    // then
    assertThat(decision.note()).isNull();
    assertThat(thing.state().hlc()).isEqualTo(new Hlc(Given.NOW_MS + 60_000, 0));
  }

  @Test
  void shouldKeepOneNodesOrderEvenWhenItsClockIsCut() {
    // given two changes of a node far ahead, received in the same millisecond, the later one first
    thing.send(create("s", 100, set("name", "x")));
    thing.send(update("a", Given.NOW_MS + YEAR_MS + 7, set("name", "second")).on(1));
    // when
    thing.send(update("a", Given.NOW_MS + YEAR_MS + 3, set("name", "first")).on(1));
    // then
    assertThat(thing.value("name")).isEqualTo(Value.of("second"));
  }

  @Test
  void shouldRaiseTheVersionAlsoForAnEqualValueThatApplies() {
    // given
    thing.send(create("a", 100, set("name", "x")));
    // when
    thing.send(update("b", 200, set("name", "x")).on(1));
    // then
    assertThat(thing.version()).isEqualTo(2);
  }

  @Test
  void shouldNumberAuditEntriesAndChainTheirHashes() {
    // given
    var type = type(text("name", MergePolicy.LAST_WRITER));
    var context = MergeContext.of(name -> type, 1, "0-9");
    var entries = new ArrayList<AuditFacts>();
    var batch =
        List.of(
            create("a", 100, set("name", "x")).received(),
            update("b", 200, set("name", "y")).on(1).received(),
            update("c", 150, set("name", "z")).on(1).received());
    // when
    var result =
        MergeCore.mergeBatch(
            batch,
            key -> null,
            entry -> {
              entries.add(entry);
              return hash(entries.size());
            },
            context);
    // then
    assertThat(entries).extracting(AuditFacts::number).containsExactly(1L, 2L, 3L);
    assertThat(entries)
        .extracting(AuditFacts::previousHash)
        .containsExactly(ChainHash.NONE, hash(1), hash(2));
    assertThat(entries).extracting(AuditFacts::version).containsExactly(1L, 2L, 2L);
    assertThat(entries.get(1).attributes().get(0).before()).isEqualTo(Value.of("x"));
    assertThat(entries.get(1).attributes().get(0).after()).isEqualTo(Value.of("y"));
    assertThat(result.entities().get(new EntityKey("Thing", "1")))
        .isNotNull()
        .satisfies(state -> assertThat(state.audit()).isEqualTo(new AuditChain(3, hash(3))));
    assertThat(result.merged().get(2).outcome().batch()).isEqualTo("0-9");
  }

  @Test
  void shouldLookUpEachEntityOnceABatch() {
    // given
    var type = type(text("name", MergePolicy.LAST_WRITER));
    var context = MergeContext.of(name -> type, 1, "0-9");
    var lookups = new ArrayList<EntityKey>();
    var batch =
        List.of(
            create("a", 100, set("name", "x")).received(),
            update("b", 200, set("name", "y")).on(1).received());
    // when
    MergeCore.mergeBatch(
        batch,
        key -> {
          lookups.add(key);
          return null;
        },
        entry -> ChainHash.NONE,
        context);
    // then
    assertThat(lookups).hasSize(1);
  }

  @Test
  void shouldBoundHowDeepAPlaceMayBe() {
    // given every change has seen the one before and ranks below it
    var few = new MergeSettings(60_000, 2, 2, 1, 4);
    var first = new Workpiece(type(text("name", MergePolicy.FIRST_WRITER)), few, Strategies.NONE);
    first.send(create("a", 100, set("name", "v1")));
    for (int version = 1; version < 50; version++) {
      first.send(update("b", 100 + version, set("name", "v" + (version + 1))).on(version));
    }
    // when
    var register = (Register) first.state().attributes().get(0);
    // then
    assertThat(register).isNotNull();
    Place place = register.place();
    assertThat(place.depth()).isEqualTo(4);
    assertThat(first.value("name")).isEqualTo(Value.of("v50"));
    // and a concurrent change that has seen only the first still loses against all that followed
    first.send(update("c", 120, set("name", "late")).on(1));
    assertThat(first.value("name")).isEqualTo(Value.of("v50"));
  }

  private static ChainHash hash(int number) {
    var bytes = new byte[32];
    bytes[0] = (byte) number;
    return ChainHash.of(bytes);
  }
}
