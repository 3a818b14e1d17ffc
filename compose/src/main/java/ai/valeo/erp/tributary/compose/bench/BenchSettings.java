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
 * @param tracedEvery one of so many mutations is part of a trace that is recorded; 0 = none is
 */
public record BenchSettings(
    Path folder,
    int partitions,
    Map<String, String> aggregatorKeys,
    List<String> aggregatorOptions,
    WorkloadSettings workload,
    boolean isSecure,
    int tracedEvery) {
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
    this(folder, partitions, aggregatorKeys, aggregatorOptions, workload, false, 0);
  }

  /** The same in another folder. */
  BenchSettings in(Path other) {
    return new BenchSettings(
        other, partitions, aggregatorKeys, aggregatorOptions, workload, isSecure, tracedEvery);
  }

  /** The same with TLS, SCRAM, rights and signatures. */
  BenchSettings secure() {
    return new BenchSettings(
        folder, partitions, aggregatorKeys, aggregatorOptions, workload, true, tracedEvery);
  }

  /** The same with one of so many mutations traced by an aggregator that sends its spans there. */
  BenchSettings traced(int every, String collector) {
    Map<String, String> keys = new TreeMap<>(aggregatorKeys);
    keys.put("trace.otlp.endpoint", collector);
    return new BenchSettings(
        folder, partitions, keys, aggregatorOptions, workload, isSecure, every);
  }
}
