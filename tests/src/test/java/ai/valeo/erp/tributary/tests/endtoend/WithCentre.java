package ai.valeo.erp.tributary.tests.endtoend;

import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests at one broker, each with topics and a folder of its own. */
abstract class WithCentre {

  static CentreRig rig;

  @TempDir Path folder;
  Topics topics;

  @BeforeAll
  static void startRig(@TempDir Path brokerFolder) {
    rig = new CentreRig(brokerFolder);
  }

  @AfterAll
  static void stopRig() {
    rig.close();
  }

  @BeforeEach
  void createTopics() throws Exception {
    topics = rig.newTopics();
  }
}
