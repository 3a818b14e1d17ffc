package ai.valeo.erp.tributary.edge.app;

import ai.valeo.erp.tributary.edge.outbox.PublishQueue;
import ai.valeo.erp.tributary.edge.publish.MutationExport;
import ai.valeo.erp.tributary.edge.publish.MutationImport;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.signing.KeyFile;
import ai.valeo.erp.tributary.schemas.signing.MutationSigner;
import ai.valeo.erp.tributary.schemas.signing.SigningKey;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import java.nio.file.Path;
import java.time.InstantSource;

/** Mutations in files, for nodes that come back by car instead of by network. */
public final class MutationFiles {

  private MutationFiles() {}

  /**
   * Writes the unanswered mutations of a node that is not running.
   *
   * @return how many
   * @throws ai.valeo.erp.tributary.edge.store.StoreException if somebody uses its store
   * @throws ai.valeo.erp.tributary.edge.publish.ExportException if that cannot be done now
   */
  public static long write(EdgeSettings settings, Path file) {
    try (EdgeStore store = EdgeStore.open(settings.store())) {
      return write(store, settings, InstantSource.system(), file);
    }
  }

  static long write(EdgeStore store, EdgeSettings settings, InstantSource clock, Path file) {
    return new MutationExport(store, new PublishQueue(store, clock))
        .write(file, settings.exportKey());
  }

  /** A file is mostly another node's: a key for everybody goes before the own one. */
  private static MutationSigner signer(EdgeSettings settings) {
    KeyFile keys = settings.signingKeys();
    boolean hasCommon = keys != null && keys.keys().hasOwn(SigningKey.ANY_NODE);
    String node = hasCommon ? SigningKey.ANY_NODE : settings.store().node().value();
    return MutationSigner.orNone(node, keys, InstantSource.system());
  }

  /**
   * Publishes what a file holds, where there is a broker; on return the broker has it.
   *
   * @param tracing where it is recorded that its mutations were taken
   * @throws ai.valeo.erp.tributary.edge.publish.ExportException if the file is not whole, or not
   *     signed with this key
   */
  public static MutationImport.Contents take(EdgeSettings settings, Path file, Tracing tracing) {
    var source = new MutationImport(file, settings.exportKey());
    source.verify();
    try (AvroSerdes serdes = AvroSerdes.of(ClientConfigs.serdes(settings));
        var producer = new KafkaClients(settings).producer()) {
      return source.publish(
          new MutationImport.Channel(
              producer, serdes, signer(settings), settings.topics().mutations(), tracing));
    }
  }
}
