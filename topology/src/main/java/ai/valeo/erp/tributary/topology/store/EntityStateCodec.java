package ai.valeo.erp.tributary.topology.store;

import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.topology.core.entity.AttributeState;
import ai.valeo.erp.tributary.topology.core.entity.Attributes;
import ai.valeo.erp.tributary.topology.core.entity.AuditChain;
import ai.valeo.erp.tributary.topology.core.entity.ChainHash;
import ai.valeo.erp.tributary.topology.core.entity.Disputes;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import ai.valeo.erp.tributary.topology.core.entity.Life;
import ai.valeo.erp.tributary.topology.core.entity.Register;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the entity store: a version byte, then the state without its key, which is the row's key.
 * A later version of the format gets a number of its own and this one stays readable. One thread.
 *
 * <p>Attributes are stored by their place in the type. A type may gain attributes at its end; rows
 * written before just have fewer.
 */
final class EntityStateCodec {

  /** Of rows of entities without conflicts and what {@link #FULL} ones hold, which are most. */
  private static final int PLAIN = 1;

  /** The same with conflicts. */
  private static final int WITH_DISPUTES = 2;

  /** Of rows that hold deletes with their bases, or nodes that built on places; and conflicts. */
  private static final int FULL = 3;

  private final RowWriter row = new RowWriter();
  private final RowWriter body = new RowWriter();
  private final StampTable stamps = new StampTable();

  byte[] encode(EntityState state) {
    body.clear();
    stamps.clear();
    int format = format(state);
    writeBody(state, format, new AttributeStateWriter(body, stamps, format == FULL));
    row.clear();
    row.octet(format);
    row.number(state.version());
    row.number(state.hlc().wallMs());
    row.number(state.hlc().counter());
    stamps.write(row, state.hlc().wallMs());
    row.append(body);
    return row.toArray();
  }

  private static int format(EntityState state) {
    Life life = state.life();
    if (!life.deletions().isEmpty() || !life.former().isEmpty()) {
      return FULL;
    }
    for (int place = 0; place < state.attributes().size(); place++) {
      if (state.attributes().get(place) instanceof Register register
          && register.place().isBuiltOn()) {
        return FULL;
      }
    }
    return state.disputes().isEmpty() ? PLAIN : WITH_DISPUTES;
  }

  private void writeBody(EntityState state, int format, AttributeStateWriter attributes) {
    RowId.write(state.lastMutation(), body);
    body.number(state.changedAtMs());
    attributes.life(state.life());
    body.number(state.attributes().size());
    for (int place = 0; place < state.attributes().size(); place++) {
      attributes.attribute(state.attributes().get(place));
    }
    if (format == PLAIN) {
      body.number(0);
    } else {
      new DisputesWriter(body, stamps).write(state.disputes());
    }
    body.number(state.audit().number());
    body.bytes(state.audit().hash().bytes());
  }

  /**
   * Reads a row.
   *
   * @throws UnreadableRowException if it is damaged or of a later version
   */
  EntityState decode(EntityKey key, byte[] bytes) {
    var source = new RowReader(bytes);
    try {
      int format = source.octet();
      if (format < PLAIN || format > FULL) {
        throw new UnreadableRowException(EntityStore.NAME, format);
      }
      return read(key, format, source);
    } catch (IndexOutOfBoundsException | IllegalStateException | ArithmeticException e) {
      throw new UnreadableRowException(EntityStore.NAME, e);
    } catch (IllegalArgumentException | NegativeArraySizeException e) {
      throw new UnreadableRowException(EntityStore.NAME, e);
    }
  }

  private static EntityState read(EntityKey key, int format, RowReader source) {
    long version = source.number();
    Hlc hlc = new Hlc(source.number(), source.whole());
    StampTable stamps = StampTable.read(source, hlc.wallMs());
    var attributes = new AttributeStateReader(source, stamps, format == FULL);
    MutationId lastMutation = RowId.read(source);
    long changedAtMs = source.number();
    var life = attributes.life();
    var states = new @Nullable AttributeState[source.whole()];
    for (int place = 0; place < states.length; place++) {
      states[place] = attributes.attribute();
    }
    Disputes disputes =
        format == PLAIN ? plainDisputes(source) : new DisputesReader(source, stamps).read();
    var audit = new AuditChain(source.number(), ChainHash.of(source.bytes()));
    return new EntityState(
        key, version, hlc, lastMutation, changedAtMs, life, Attributes.of(states), disputes, audit);
  }

  /**
   * Rows that were written before persons could rule name conflicts and nothing of the mutations
   * that wait, so that no ruling on them is possible.
   */
  private static Disputes plainDisputes(RowReader source) {
    int conflicts = source.whole();
    for (int i = 0; i < conflicts; i++) {
      var unused = source.text();
    }
    return Disputes.NONE;
  }
}
