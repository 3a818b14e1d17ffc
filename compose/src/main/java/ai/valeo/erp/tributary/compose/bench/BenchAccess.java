package ai.valeo.erp.tributary.compose.bench;

import ai.valeo.erp.tributary.compose.secure.AccessGrant;
import ai.valeo.erp.tributary.compose.secure.AccessKind;
import ai.valeo.erp.tributary.compose.secure.AccessRules;
import ai.valeo.erp.tributary.compose.secure.BrokerAccess;
import ai.valeo.erp.tributary.graphql.app.CentralKey;
import ai.valeo.erp.tributary.schemas.signing.KeyFile;
import ai.valeo.erp.tributary.schemas.signing.MutationSigner;
import ai.valeo.erp.tributary.schemas.signing.SigningKey;
import ai.valeo.erp.tributary.schemas.signing.SigningKeys;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.topology.app.AggregatorKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * Users, rights and keys of a measurement with all of them. One thread.
 *
 * @param folder where they lie
 * @param broker certificate and users
 * @param signer signs the load, which is of many nodes
 */
record BenchAccess(Path folder, BrokerAccess broker, MutationSigner signer) {

  private static final String AGGREGATOR = "aggregator";

  static BenchAccess in(Path folder) {
    BrokerAccess broker =
        BrokerAccess.in(folder.resolve("access"), List.of("ip:127.0.0.1"), List.of(AGGREGATOR));
    Path keys = folder.resolve("signing-keys");
    try {
      Files.writeString(
          keys,
          "load "
              + SigningKey.ANY_NODE
              + " "
              + BrokerAccess.secret(SigningKeys.MIN_SECRET_BYTES)
              + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("no signing keys in " + folder, e);
    }
    KeyFile file = KeyFile.open(keys, System::nanoTime);
    return new BenchAccess(
        folder, broker, MutationSigner.of(SigningKey.ANY_NODE, file, InstantSource.system()));
  }

  /** The broker's folder, for its command. */
  List<String> brokerArguments() {
    return List.of("--access", folder.resolve("access").toString());
  }

  /** What the load's own clients are configured with. */
  Map<String, String> client() {
    return broker.client(BrokerAccess.ADMIN);
  }

  /** Keys of the aggregator, in a file: passwords do not stand on command lines. */
  List<String> aggregatorArguments() {
    var lines = new TreeMap<>(broker.process(AGGREGATOR));
    lines.put(AggregatorKey.SIGNING_KEYS_FILE.key(), folder.resolve("signing-keys").toString());
    var properties = new Properties();
    properties.putAll(lines);
    Path file = folder.resolve("aggregator.properties");
    try (var writer = Files.newBufferedWriter(file)) {
      properties.store(writer, "aggregator");
    } catch (IOException e) {
      throw new UncheckedIOException("no configuration in " + folder, e);
    }
    return List.of("--config", file.toString());
  }

  /** Gives the aggregator its rights, and no more. */
  void allow(Map<String, String> client) {
    var rules =
        new AccessRules(
            Topics.standard(),
            AggregatorKey.APPLICATION_ID.defaultText(),
            CentralKey.APPLICATION_ID.defaultText(),
            "observer-");
    var grant = new AccessGrant("User:" + AGGREGATOR, "*", rules.of(AccessKind.AGGREGATOR));
    try (Admin admin = Admin.create(new HashMap<String, Object>(client))) {
      admin.createAcls(grant.bindings()).all().get();
    } catch (ExecutionException e) {
      throw new BenchException("Rights could not be given", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("Interrupted", e);
    }
  }
}
