package ai.valeo.erp.tributary.topology.convert;

import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.avro.Conflict;
import ai.valeo.erp.tributary.schemas.avro.EdgeNodeStatus;
import ai.valeo.erp.tributary.schemas.avro.FlowControl;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.Resolution;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.registry.RegistryException;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.util.Map;

/** How records stand on the wire. Any thread. */
public final class Wire implements AutoCloseable {

  private final AvroSerdes serdes;
  private final Topics topics;
  private final MutationDecoder decoder;
  private final RulingDecoder rulings;
  private final OutputEncoder encoder;

  private Wire(AvroSerdes serdes, Topics topics, EntityTypes types) {
    this.serdes = serdes;
    this.topics = topics;
    this.decoder =
        new MutationDecoder(
            topics.mutations(),
            serdes.deserializer(Mutation.class),
            serdes.directReadId(AvroSerdes.subject(topics.mutations()), Mutation.getClassSchema()),
            serdes.registry()::askAnew);
    this.rulings =
        new RulingDecoder(topics.resolutions(), serdes.deserializer(Resolution.class), decoder);
    this.encoder = new OutputEncoder(serdes, topics, types);
  }

  /**
   * Looks up, or registers, every schema of the topics.
   *
   * @param config keys of the serdes and their registry client
   * @throws RegistryException if the registry does not answer, or refuses a schema
   */
  public static Wire open(Map<String, String> config, Topics topics, EntityTypes types) {
    AvroSerdes serdes = AvroSerdes.of(config);
    try {
      register(serdes, topics);
      return new Wire(serdes, topics, types);
    } catch (RuntimeException e) {
      serdes.close();
      throw e;
    }
  }

  private static void register(AvroSerdes serdes, Topics topics) {
    Map.of(
            topics.mutations(), Mutation.getClassSchema(),
            topics.outcomes(), Outcome.getClassSchema(),
            topics.conflicts(), Conflict.getClassSchema(),
            topics.resolutions(), Resolution.getClassSchema(),
            topics.audit(), AuditEntry.getClassSchema(),
            topics.edgeNodes(), EdgeNodeStatus.getClassSchema(),
            topics.flowControl(), FlowControl.getClassSchema())
        .forEach((topic, schema) -> serdes.idFor(AvroSerdes.subject(topic), schema));
  }

  /** Reads mutations. */
  public MutationDecoder decoder() {
    return decoder;
  }

  /** Reads rulings. */
  public RulingDecoder rulings() {
    return rulings;
  }

  /** Writes everything else. */
  public OutputEncoder encoder() {
    return encoder;
  }

  /** Reads heartbeats and writes flow control; for one thread. */
  public FlowCodec flow() {
    return new FlowCodec(serdes, topics);
  }

  /**
   * Whether a registry says by now what a schema id stands for, if anything, so that a record that
   * bears it need not wait. A registry may answer and still fail on that one schema. Blocks for at
   * most two requests.
   */
  public boolean isSettled(int schemaId) {
    if (!serdes.registry().isReachable()) {
      return false;
    }
    try {
      var unused = serdes.registry().schema(schemaId);
      return true;
    } catch (RegistryException e) {
      return e.isRecordAtFault();
    }
  }

  @Override
  public void close() {
    serdes.close();
  }
}
