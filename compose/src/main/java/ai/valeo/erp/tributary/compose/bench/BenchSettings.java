package ai.valeo.erp.tributary.compose.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What all measurements have in common.
 *
 * @param folder where broker and state lie while it is measured
 * @param partitions partitions of the topics
 * @param aggregatorKeys configuration keys of the aggregator that differ from its defaults
 * @param aggregatorOptions options of the aggregator's JVM
 * @param workload the workload
 * @param isSecure whether with TLS, SCRAM, rights and signatures
 */
public record BenchSettings(
    Path folder,
    int partitions,
    Map<String, String> aggregatorKeys,
    List<String> aggregatorOptions,
    WorkloadSettings workload,
    boolean isSecure) {
  /** Copies. */
  public BenchSettings {
    aggregatorKeys = new TreeMap<>(aggregatorKeys);
    aggregatorOptions = List.copyOf(aggregatorOptions);
  }

  /** Without any of that. */
  public BenchSettings(
      Path folder,
      int partitions,
      Map<String, String> aggregatorKeys,
      List<String> aggregatorOptions,
      WorkloadSettings workload) {
    this(folder, partitions, aggregatorKeys, aggregatorOptions, workload, false);
  }

  /** The same in another folder, with or without all that. */
  BenchSettings in(Path other, boolean secure) {
    return new BenchSettings(
        other, partitions, aggregatorKeys, aggregatorOptions, workload, secure);
  }
}
