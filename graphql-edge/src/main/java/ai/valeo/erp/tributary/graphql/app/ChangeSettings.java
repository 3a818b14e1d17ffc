package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.graphql.change.ChangeLimits;
import ai.valeo.erp.tributary.graphql.fetch.AlertLimits;
import ai.valeo.erp.tributary.schemas.settings.SettingsReader;
import java.time.Duration;

/**
 * What the centre tells its subscribers; see {@link ChangeKey} for the keys.
 *
 * @param limits what that may use
 * @param alerts what somebody should look at
 */
record ChangeSettings(ChangeLimits limits, AlertLimits alerts) {

  static ChangeSettings of(SettingsReader reader) {
    return new ChangeSettings(
        new ChangeLimits(
            reader.whole(ChangeKey.EVENTS),
            reader.whole(ChangeKey.RECENT),
            reader.number(ChangeKey.RESUME_RECORDS),
            Duration.ofHours(reader.number(ChangeKey.RESUME_HOURS)),
            reader.whole(ChangeKey.WORKERS)),
        new AlertLimits(
            reader.number(ChangeKey.MERGE_BACKLOG),
            reader.number(ChangeKey.VIEW_BACKLOG),
            reader.number(ChangeKey.OPEN_CONFLICTS)));
  }
}
