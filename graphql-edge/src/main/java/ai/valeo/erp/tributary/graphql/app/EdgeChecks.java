package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.app.EdgeStats;
import ai.valeo.erp.tributary.edge.core.RemoteStatus;
import ai.valeo.erp.tributary.edge.store.Room;
import ai.valeo.erp.tributary.graphql.http.Health;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is looked at to say how an edge node is. It works without any remote, so a remote that is
 * away is told of and nothing more.
 */
final class EdgeChecks {

  private EdgeChecks() {}

  /**
   * How it is now.
   *
   * @throws ai.valeo.erp.tributary.edge.store.StoreException if its store cannot be read
   */
  static List<Health.Check> of(EdgeNode node) {
    EdgeStats stats = node.stats();
    var checks = new ArrayList<Health.Check>();
    checks.add(new Health.Check("store", true, "connection " + stats.connection()));
    checks.add(disk(node.storage().room()));
    node.network().remotes().forEach(remote -> checks.add(remote(remote)));
    checks.add(
        new Health.Check(
            "lag",
            true,
            stats.outbox().unanswered() + " changes wait, " + lag(stats.feedLag()) + " to read"));
    List<String> troubles = node.troubles();
    checks.add(
        new Health.Check(
            "node", troubles.isEmpty(), troubles.isEmpty() ? "well" : String.join("; ", troubles)));
    return checks;
  }

  private static Health.Check disk(Room room) {
    return new Health.Check(
        "disk", room.isThere(), room.isThere() ? room.freeBytes() + " bytes free" : room.why());
  }

  private static Health.Check remote(RemoteStatus status) {
    String error = status.lastError();
    boolean isDown = status.state() == RemoteStatus.State.DOWN;
    return new Health.Check(
        status.remote().name().toLowerCase(Locale.ROOT),
        true,
        status.state() + (isDown && error != null ? ": " + error : ""));
  }

  private static String lag(long records) {
    return records < 0 ? "unknown" : Long.toString(records);
  }
}
