package ai.valeo.erp.tributary.tests.fault.worker;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What one worker process does; handed over in a properties file.
 *
 * @param nodes the edge nodes it runs
 * @param opens whether its first node creates the shared entities
 * @param folder where stores, capture logs and reports of the nodes lie
 * @param plan what each node does
 * @param perSecond captures a second of each node
 * @param edge keys of the edge nodes, e.g. {@code kafka.bootstrap.servers}
 */
public record WorkerSettings(
    List<String> nodes,
    boolean opens,
    Path folder,
    Plan plan,
    int perSecond,
    Map<String, String> edge) {

  private static final String EDGE = "node.";

  /** Copies. */
  public WorkerSettings {
    nodes = List.copyOf(nodes);
    edge = Map.copyOf(edge);
  }

  /** Writes the file. */
  public void write(Path file) {
    var properties = new Properties();
    properties.setProperty("nodes", String.join(",", nodes));
    properties.setProperty("opens", Boolean.toString(opens));
    properties.setProperty("folder", folder.toString());
    properties.setProperty("plan", plan.name());
    properties.setProperty("seed", Long.toString(plan.seed()));
    properties.setProperty("steps", Integer.toString(plan.steps()));
    properties.setProperty("perSecond", Integer.toString(perSecond));
    edge.forEach((key, value) -> properties.setProperty(EDGE + key, value));
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the file. */
  public static WorkerSettings read(Path file) {
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var edge = new TreeMap<String, String>();
    for (String key : properties.stringPropertyNames()) {
      if (key.startsWith(EDGE)) {
        edge.put(key.substring(EDGE.length()), properties.getProperty(key));
      }
    }
    return new WorkerSettings(
        List.of(properties.getProperty("nodes").split(",")),
        Boolean.parseBoolean(properties.getProperty("opens")),
        Path.of(properties.getProperty("folder")),
        new Plan(
            properties.getProperty("plan"),
            Long.parseLong(properties.getProperty("seed")),
            Integer.parseInt(properties.getProperty("steps"))),
        Integer.parseInt(properties.getProperty("perSecond")),
        edge);
  }

  /** The keys of one node: those of all, and its own identity and store. */
  public Map<String, String> edgeOf(String node) {
    var keys = new TreeMap<>(edge);
    keys.put("edge.node.id", node);
    keys.put("edge.store.file", folder.resolve(node + ".sqlite").toString());
    return keys;
  }

  /** Where a node's captures in this plan are noted. */
  public CaptureLog captures(String node) {
    return new CaptureLog(folder.resolve(plan.name() + "-" + node + ".captures"));
  }

  /** Exists once a node has done its part of the plan and every mutation is answered. */
  public Path done(String node) {
    return folder.resolve(plan.name() + "-" + node + ".done");
  }
}
