package ai.valeo.erp.tributary.tests.endtoend;

import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.app.EdgeSettings;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;

/** An edge node that works, connected, until it is killed; prints each key it has captured. */
final class CrashingNode {

  static final String ID = "crashing";
  static final int ITEMS = 10;

  private CrashingNode() {}

  public static void main(String[] args) {
    var topics = new Topics(args[1]);
    EdgeSettings settings = CentreRig.settings(ID, Path.of(args[0]), topics, args[2], args[3]);
    var random = new Random(Long.parseLong(args[4]));
    int key = Integer.parseInt(args[5]);
    EdgeNode node = EdgeNode.open(settings);
    node.start();
    while (true) {
      node.capture(draft(key, random));
      say("k" + key + "\n");
      key++;
    }
  }

  /** The same key always changes the same item by one. */
  static Draft draft(int key, Random random) {
    return Draft.update(NodeStock.item(key % ITEMS), Change.add("quantity", 1))
        .withPriority(1 + random.nextInt(10))
        .withIdempotencyKey("k" + key);
  }

  private static void say(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    System.out.write(bytes, 0, bytes.length);
    System.out.flush();
  }
}
