package ai.valeo.erp.tributary.compose.bench;

import ai.valeo.erp.tributary.compose.process.ChildProcess;
import ai.valeo.erp.tributary.compose.process.ProcessUsage;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the processes had used at one moment.
 *
 * @param processes the processes
 */
record Cost(List<ProcessUsage> processes) {
  static Cost now(BenchRig rig, ChildProcess aggregator) {
    return new Cost(
        List.of(
            aggregator.usage(), rig.broker().usage(), ProcessUsage.ofThis("load and registry")));
  }

  List<ProcessUsage> since(Cost earlier) {
    return IntStream.range(0, processes.size())
        .mapToObj(i -> processes.get(i).since(earlier.processes.get(i)))
        .toList();
  }
}
