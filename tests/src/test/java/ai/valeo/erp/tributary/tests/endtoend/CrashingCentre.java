package ai.valeo.erp.tributary.tests.endtoend;

import ai.valeo.erp.tributary.graphql.app.CentralServer;
import ai.valeo.erp.tributary.graphql.app.CentralSettings;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.concurrent.TimeUnit;

/** A centre that runs until it is killed; prints its port when it is ready. */
final class CrashingCentre {

  static final String READY = "port ";

  private CrashingCentre() {}

  public static void main(String[] args) throws InterruptedException {
    var keys = new HashMap<String, String>();
    for (String arg : args) {
      int equals = arg.indexOf('=');
      keys.put(arg.substring(0, equals), arg.substring(equals + 1));
    }
    CentralServer centre = new CentralServer(CentralSettings.of(keys));
    centre.start();
    while (!centre.health().isReady()) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    byte[] line = (READY + centre.port() + "\n").getBytes(StandardCharsets.UTF_8);
    System.out.write(line, 0, line.length);
    System.out.flush();
    TimeUnit.DAYS.sleep(1);
  }
}
