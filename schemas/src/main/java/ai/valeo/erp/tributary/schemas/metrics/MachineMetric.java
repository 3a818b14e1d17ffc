package ai.valeo.erp.tributary.schemas.metrics;

import static ai.valeo.erp.tributary.schemas.metrics.Metric.counter;
import static ai.valeo.erp.tributary.schemas.metrics.Metric.gauge;
import static ai.valeo.erp.tributary.schemas.metrics.Metric.timer;

/** What every process shows of its JVM and its machine, by Micrometer's names. */
public enum MachineMetric implements CataloguedMetric {
  MEMORY_USED(
      gauge("jvm.memory.used", "Memory in use.", "heap over 85 % of its maximum for 10 minutes")
          .in("bytes")
          .by("area", "id")),
  MEMORY_COMMITTED(
      gauge("jvm.memory.committed", "Memory taken from the machine.", "never; information only")
          .in("bytes")
          .by("area", "id")),
  MEMORY_MAX(
      gauge("jvm.memory.max", "Most memory there can be; -1 = no limit.", "never; information only")
          .in("bytes")
          .by("area", "id")),
  GC_PAUSE(
      timer(
              "jvm.gc.pause",
              "Pauses of garbage collection; shown from the first on.",
              "over 5 % of the time")
          .by("action", "cause", "gc")),
  GC_ALLOCATED(
      counter("jvm.gc.memory.allocated", "Memory allocated.", "never; load only").in("bytes")),
  GC_PROMOTED(
      counter("jvm.gc.memory.promoted", "Memory that outlived the young generation.", "grows fast")
          .in("bytes")),
  GC_LIVE(
      gauge("jvm.gc.live.data.size", "What was left after the last full collection.", "grows")
          .in("bytes")),
  GC_LIVE_MAX(
      gauge("jvm.gc.max.data.size", "Room for what is left.", "never; information only")
          .in("bytes")),
  THREADS(gauge("jvm.threads.live", "Threads.", "grows steadily").in("threads")),
  THREAD_STATES(
      gauge("jvm.threads.states", "Threads by state.", "blocked above 0 for minutes")
          .in("threads")
          .by("state")),
  BUFFERS(
      gauge("jvm.buffer.memory.used", "Memory of buffers outside the heap.", "grows steadily")
          .in("bytes")
          .by("id")),
  CLASSES(gauge("jvm.classes.loaded", "Classes.", "grows steadily").in("classes")),
  CPU(gauge("process.cpu.usage", "Share of the machine's processors in use, 0 to 1.", "over 0.8")),
  FILES(
      gauge("process.files.open", "Open files.", "over 80 % of the most there can be").in("files")),
  FILES_MAX(
      gauge("process.files.max", "Most open files there can be.", "never; information only")
          .in("files")),
  UPTIME(
      gauge("process.uptime", "Time since the start.", "small again and again: it restarts")
          .in("seconds")),
  MACHINE_CPU(
      gauge(
          "system.cpu.usage",
          "Share of the processors that all processes use, 0 to 1.",
          "over 0.9")),
  MACHINE_CPUS(gauge("system.cpu.count", "Processors.", "never; information only")),
  MACHINE_LOAD(
      gauge(
          "system.load.average.1m",
          "Tasks that run or wait for a processor, mean of a minute.",
          "over twice the processors"));

  private final Metric metric;

  MachineMetric(Metric metric) {
    this.metric = metric;
  }

  @Override
  public Metric metric() {
    return metric;
  }
}
