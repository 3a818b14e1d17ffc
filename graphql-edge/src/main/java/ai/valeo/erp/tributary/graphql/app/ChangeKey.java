package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.schemas.settings.Setting;
import ai.valeo.erp.tributary.schemas.settings.Setting.Whole;
import ai.valeo.erp.tributary.schemas.settings.SettingKey;

/** The keys of what the centre tells its subscribers. */
enum ChangeKey implements SettingKey {
  EVENTS(
      "central.subscriptions.events",
      500,
      1,
      100_000,
      "Events that may wait for one subscription; who is slower is told again from the log."),
  RECENT(
      "central.subscriptions.recent",
      2_000,
      1,
      1_000_000,
      "Changes of each topic kept in memory for subscribers that come back."),
  RESUME_RECORDS(
      "central.subscriptions.resume.records",
      200_000,
      0,
      1_000_000_000,
      "Most records read from the log for a subscriber that comes back; more is POSITION_EXPIRED."),
  RESUME_HOURS(
      "central.subscriptions.resume.hours",
      24,
      1,
      696,
      "Oldest position that is carried on from; deletions are kept for 30 days."),
  WORKERS(
      "central.subscriptions.workers", 2, 1, 64, "Threads that make the answers of subscriptions."),
  MERGE_BACKLOG(
      "central.alerts.merge.backlog",
      10_000,
      0,
      1L << 50,
      "More changes than this waiting for the aggregator are an alert."),
  VIEW_BACKLOG(
      "central.alerts.view.backlog",
      10_000,
      0,
      1L << 50,
      "More committed records than this waiting for the views are an alert."),
  OPEN_CONFLICTS(
      "central.alerts.open.conflicts",
      100,
      0,
      9_999,
      "More conflicts than this waiting for a person are an alert.");

  private final Setting setting;

  ChangeKey(String key, long normal, long least, long greatest, String meaning) {
    this.setting = Setting.whole(key, normal, new Whole(least, greatest), meaning);
  }

  @Override
  public Setting setting() {
    return setting;
  }
}
