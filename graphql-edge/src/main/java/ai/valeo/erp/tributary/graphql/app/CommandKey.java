package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.schemas.settings.Setting;
import ai.valeo.erp.tributary.schemas.settings.Setting.Whole;
import ai.valeo.erp.tributary.schemas.settings.SettingKey;

/** The keys of writing at the centre; the README's table is tested against them. */
public enum CommandKey implements SettingKey {
  NODE_ID(
      "central.node.id",
      "central",
      "Name under which the centre publishes. Instances of one name count as one author (R4)."),
  NODE_INSTANCE(
      "central.node.instance",
      "",
      "Name of this instance among several, which then publishes as `<node>@<instance>`; empty ="
          + " where the others ask it, or none if it is alone. Two instances must never bear one."),
  SIGNING_KEYS_FILE(
      "central.signing.keys.file",
      "",
      "File with a key for every node (`*`), by which the centre signs what it publishes, read again"
          + " when it changes; empty = nothing is signed."),
  WAIT_MS(
      "central.command.wait.ms",
      2_000,
      0,
      60_000,
      "How long the answer to a change waits for the outcome; PENDING after that."),
  UNDERWAY(
      "central.command.underway",
      10_000,
      1,
      1_000_000,
      "Changes that may wait for their outcomes; more are OVERLOADED."),
  READ_WAIT_MS(
      "central.read.wait.ms",
      2_000,
      0,
      60_000,
      "How long a read with a read token waits for the views; STALE after that."),
  READS("central.read.waiting", 1_000, 1, 100_000, "Reads that may wait; more are OVERLOADED."),
  SUBMIT_CHANGES(
      "central.submit.changes", 100, 1, 1_000, "Changes that a node may submit in one request."),
  SUBMIT_PER_SECOND(
      "central.submit.per.second",
      500,
      1,
      100_000,
      "Changes a second that one node may submit; the flow control may allow it less.");

  private final Setting setting;

  CommandKey(String key, String defaultText, String meaning) {
    this.setting = Setting.text(key, defaultText, meaning);
  }

  CommandKey(String key, long defaultNumber, long least, long greatest, String meaning) {
    this.setting = Setting.whole(key, defaultNumber, new Whole(least, greatest), meaning);
  }

  @Override
  public Setting setting() {
    return setting;
  }
}
