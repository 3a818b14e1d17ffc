package ai.valeo.erp.tributary.tests.fault.worker;

import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.app.EdgeSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * Runs edge nodes and lets them capture their plan; killed and started again it goes on where it
 * stopped. Runs until it is told to stop.
 */
public final class EdgeWorker {

  private EdgeWorker() {}

  /**
   * Runs.
   *
   * @param arguments the file with the settings
   */
  public static void main(String[] arguments) throws InterruptedException {
    WorkerSettings settings = WorkerSettings.read(Path.of(arguments[0]));
    var nodes = new ArrayList<EdgeNode>();
    for (String name : settings.nodes()) {
      EdgeNode node = EdgeNode.open(EdgeSettings.of(settings.edgeOf(name)));
      node.start();
      nodes.add(node);
      boolean opens = settings.opens() && nodes.size() == 1;
      Thread.ofPlatform().name("clerk-" + name).start(new Clerk(name, node, settings, opens));
    }
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().unstarted(() -> nodes.forEach(EdgeNode::close)));
    new CountDownLatch(1).await();
  }
}
