package ai.valeo.erp.tributary.edge.feedback;

import ai.valeo.erp.tributary.edge.KilledChild;
import java.nio.file.Path;
import java.util.Random;

/** Reads with a scope until it has read everything, again and again, until it is killed. */
final class CrashingFeed {

  private CrashingFeed() {}

  public static void main(String[] args) {
    var random = new Random(Long.parseLong(args[1]));
    var node = new SimulatedNode(Path.of(args[0]), FeedCrashIT.centre(), random);
    node.open(FeedCrashIT.scope(Integer.parseInt(args[2])));
    KilledChild.say("R ready");
    while (true) {
      KilledChild.say(node.read(1 + random.nextInt(30)) ? "P read" : "D done");
    }
  }
}
