package ai.valeo.erp.tributary.topology.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.entity.AttributeState;
import ai.valeo.erp.tributary.topology.core.entity.Attributes;
import ai.valeo.erp.tributary.topology.core.entity.AuditChain;
import ai.valeo.erp.tributary.topology.core.entity.ChainHash;
import ai.valeo.erp.tributary.topology.core.entity.Deletion;
import ai.valeo.erp.tributary.topology.core.entity.Delta;
import ai.valeo.erp.tributary.topology.core.entity.Disputes;
import ai.valeo.erp.tributary.topology.core.entity.Element;
import ai.valeo.erp.tributary.topology.core.entity.ElementSet;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import ai.valeo.erp.tributary.topology.core.entity.Ledger;
import ai.valeo.erp.tributary.topology.core.entity.Life;
import ai.valeo.erp.tributary.topology.core.entity.OpenConflict;
import ai.valeo.erp.tributary.topology.core.entity.Place;
import ai.valeo.erp.tributary.topology.core.entity.Register;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is stored comes back, also what an earlier program stored. */
final class EntityStateCodecTest {

  private static final EntityKey KEY = new EntityKey("InventoryItem", "P1@W");

  /** Row of {@link #small()} as version 1 of the format writes it; never to change. */
  private static final String VERSION_1 =
      "0104d00f06" // format, version, clock
          + "020c6265726c696e" // nodes
          + "020400000000046d310a00" // stamps
          + "00046d31b817" // last mutation, broker time
          + "020000000000" // life
          + "020103ac020200" // attributes
          + "000200"; // open conflicts, audit chain

  private final EntityStateCodec codec = new EntityStateCodec();

  private static Stamp stamp(long version, String node, String id) {
    return new Stamp(
        version, new Hlc(1_000_000 + version, 3), new EdgeNodeId(node), new MutationId(id), 7, 11);
  }

  private static EntityState state(Life life, @Nullable AttributeState... states) {
    return new EntityState(
        KEY,
        9,
        new Hlc(1_000_009, 2),
        new MutationId("01890a5d-ac96-774b-bcce-b302099a8057"),
        1_000_123,
        life,
        Attributes.of(states),
        disputes(),
        new AuditChain(12, ChainHash.of(new byte[32])));
  }

  private static Disputes disputes() {
    var update =
        new OpenConflict(
            "m1:3",
            false,
            OperationType.UPDATE,
            17,
            4,
            stamp(7, "kiel", "m1"),
            List.of(
                Change.set("quantity", Value.of(5)),
                Change.step("status", "NEW", "OPEN"),
                Change.insert("tags", Value.of("new")),
                Change.clear("shelf")),
            new OpenConflict.Found(8, null, 1_000_100, "3-17-0", 1));
    var delete =
        new OpenConflict(
            "m2:*",
            true,
            OperationType.DELETE,
            0,
            0,
            stamp(8, "berlin", "01890a5d-ac96-774b-bcce-b302099a8057"),
            List.of(),
            new OpenConflict.Found(9, stamp(6, "hamburg", "m0"), 1_000_101, "3-18-0", 2));
    return new Disputes(List.of(update, delete), List.of("m0:1"));
  }

  private EntityState roundTrip(EntityState state) {
    return codec.decode(KEY, codec.encode(state));
  }

  @Test
  void shouldBringBackEveryKindOfAttribute() {
    // given
    Stamp one = stamp(1, "berlin", "01890a5d-ac96-774b-bcce-b302099a8057");
    Stamp two = stamp(2, "hamburg#2", "m-2");
    Stamp three = stamp(3, "berlin", "01890A5D-AC96-774B-BCCE-B302099A8057");
    var counter =
        new Ledger(
            Value.of(5),
            Place.of(one),
            Value.of(-3),
            new Place(two, Place.of(one)),
            List.of(new Delta(Value.of(2), Place.of(two)), new Delta(Value.of(1), Place.of(three))),
            Value.of(5),
            three);
    var elements =
        new ElementSet(
            List.of(
                new Element(
                    Value.of("a"),
                    List.of(new Element.Mark(one, true), new Element.Mark(two, false))),
                new Element(
                    Value.of(Map.of("sku", Value.of("x"), "pieces", Value.of(4))),
                    List.of(new Element.Mark(three, false)))),
            three);
    EntityState state =
        state(
            Life.begin(one),
            new Register(Value.of("shelf"), Place.of(two)),
            null,
            counter,
            elements,
            new Register(null, new Place(three, new Place(two, Place.of(one)))));

    // when
    EntityState back = roundTrip(state);

    // then
    assertThat(back).isEqualTo(state);
  }

  @Test
  void shouldBringBackEveryKindOfValue() {
    // given
    Stamp stamp = stamp(1, "berlin", "m");
    List<Value> values =
        List.of(
            Value.of(true),
            Value.of(false),
            Value.of(Long.MIN_VALUE),
            Value.of(Long.MAX_VALUE),
            Value.of(-0.125),
            Value.of(new BigDecimal("-12345678901234567890.1200")),
            Value.of(new BigDecimal("1E+7")),
            Value.of(""),
            Value.of("Grüße \uD83D\uDE80"),
            Value.of(List.of(Value.of(1), Value.of(Map.of("a", Value.of(new BigDecimal("1.5")))))));
    AttributeState[] states =
        values.stream()
            .map(value -> new Register(value, Place.of(stamp)))
            .toArray(AttributeState[]::new);

    // when
    EntityState back = roundTrip(state(Life.begin(stamp), states));

    // then
    assertThat(back.attributes()).isEqualTo(Attributes.of(states));
  }

  @Test
  void shouldBringBackTheLivesOfADeletedEntity() {
    // given
    Stamp birth = stamp(4, "berlin", "m4");
    var life =
        new Life(
            2,
            true,
            List.of(new Deletion(2, stamp(5, "hamburg", "m5"), true, 0, 4)),
            List.of(new Deletion(1, stamp(3, "kiel", "m3"), false, 4, 1)),
            birth,
            List.of(stamp(4, "kiel", "m6")));

    // when
    EntityState back = roundTrip(state(life));

    // then
    assertThat(back.life()).isEqualTo(life);
    assertThat(back.deleted()).isTrue();
  }

  @Test
  void shouldWriteAStampOnceHoweverManyAttributesBearIt() {
    // given
    Stamp stamp = stamp(1, "berlin", "01890a5d-ac96-774b-bcce-b302099a8057");
    AttributeState[] states = new AttributeState[20];
    Arrays.fill(states, new Register(Value.of(1), Place.of(stamp)));

    // when
    EntityState state = state(Life.begin(stamp), states).withDisputes(Disputes.NONE);
    int sizeBytes = codec.encode(state).length;

    // then
    assertThat(sizeBytes).isLessThan(250);
  }

  @Test
  void shouldBringBackManyStampsAndAnyIdAsItWas() {
    // given additions by many mutations, among them ids that only look like UUIDs
    List<String> ids =
        List.of(
            "01890a5d-ac96-774b-bcce-b302099a8057",
            "01890A5D-ac96-774b-bcce-b302099a8057",
            "01890a5dac96-774b-bcce-b302099a8057-",
            "01890a5d-ac96-774b-bcce-b302099a805g",
            "01890a5d-ac96-774b-bcce-b302099a805ö",
            "ffffffff-ffff-ffff-ffff-ffffffffffff");
    List<Delta> deltas = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Stamp stamp = stamp(i / 2, "node " + i % 7, ids.get(i % ids.size()) + (i < 6 ? "" : i));
      deltas.add(new Delta(Value.of(i), Place.of(stamp)));
    }
    Stamp last = stamp(3, "berlin", "m");
    var counter = new Ledger(null, null, null, null, deltas, Value.of(1), last);

    // when
    EntityState back = roundTrip(state(Life.begin(last), counter));

    // then also with the same table again
    assertThat(back.attributes().get(0)).isEqualTo(counter);
    assertThat(roundTrip(small())).isEqualTo(small());
  }

  @Test
  void shouldReadRowsOfTheFirstFormat() {
    assertThat(HexFormat.of().formatHex(codec.encode(small()))).isEqualTo(VERSION_1);
    assertThat(codec.decode(KEY, HexFormat.of().parseHex(VERSION_1))).isEqualTo(small());
  }

  @Test
  void shouldTakeADeleteOfTheFirstFormatForOneThatHadSeenAll() {
    // given a row of an earlier program, without the base of its delete
    String row = VERSION_1.replace("b817" + "020000000000", "b817" + "020102020001000000" + "00");

    // when
    Life life = codec.decode(KEY, HexFormat.of().parseHex(row)).life();

    // then
    Stamp birth = small().life().birth();
    assertThat(life.deletions()).containsExactly(new Deletion(1, birth, true, 0, 1));
    assertThat(life).isEqualTo(small().life().with(true, life.deletions()));
  }

  @Test
  void shouldBringBackTheNodesThatHaveBuiltOnAPlace() {
    // given
    Stamp stamp = stamp(4, "berlin", "m4");
    List<EdgeNodeId> nodes = List.of(new EdgeNodeId("kiel"), new EdgeNodeId("bonn"));
    var place = new Place(stamp(5, "hamburg", "m5"), new Place(stamp, null, nodes));
    EntityState state = state(Life.begin(stamp), new Register(Value.of(1), place), null);

    // then
    assertThat(roundTrip(state)).isEqualTo(state);
    assertThat(roundTrip(state.withDisputes(Disputes.NONE)).attributes())
        .isEqualTo(state.attributes());
  }

  @Test
  void shouldBringBackDeletesTogetherWithWhatWaits() {
    // given
    Stamp birth = stamp(4, "berlin", "m4");
    var deletion = new Deletion(1, stamp(5, "hamburg", "m5"), true, 0, 2);
    EntityState state = state(Life.begin(birth).with(true, List.of(deletion)));

    // then
    assertThat(roundTrip(state)).isEqualTo(state);
    assertThat(roundTrip(state.withDisputes(Disputes.NONE)))
        .isEqualTo(state.withDisputes(Disputes.NONE));
  }

  private static EntityState small() {
    Stamp birth =
        new Stamp(2, new Hlc(1_000, 0), new EdgeNodeId("berlin"), new MutationId("m1"), 5, 0);
    return new EntityState(
        KEY,
        2,
        new Hlc(1_000, 3),
        new MutationId("m1"),
        1_500,
        Life.begin(birth),
        Attributes.of(
            new @Nullable AttributeState[] {new Register(Value.of(150), Place.of(birth))}),
        Disputes.NONE,
        new AuditChain(1, ChainHash.NONE));
  }

  @Test
  void shouldBringBackWhatWaitsForAPerson() {
    // given
    EntityState state = state(Life.begin(stamp(1, "berlin", "m1")));

    // then
    assertThat(roundTrip(state)).isEqualTo(state);
    assertThat(roundTrip(state.withDisputes(Disputes.NONE)).disputes()).isEqualTo(Disputes.NONE);
  }

  @Test
  void shouldReadRowsThatNameConflictsAndNothingMore() {
    // given a row of an earlier program: two conflicts by name
    String row = VERSION_1.replaceAll("000200$", "04" + "086d313a33" + "086d323a2a" + "0200");

    // then
    assertThat(codec.decode(KEY, HexFormat.of().parseHex(row))).isEqualTo(small());
  }

  @Test
  void shouldRefuseRowsOfLaterFormatsAndDamagedOnes() {
    // given
    byte[] later = codec.encode(small());
    later[0] = 4;
    byte[] cut = Arrays.copyOf(codec.encode(small()), 20);

    // then
    assertThatThrownBy(() -> codec.decode(KEY, later)).isInstanceOf(UnreadableRowException.class);
    assertThatThrownBy(() -> codec.decode(KEY, cut)).isInstanceOf(UnreadableRowException.class);
    assertThat(StoreFailure.isDamage(new IllegalStateException(new UnreadableRowException("x", 2))))
        .isTrue();
  }
}
