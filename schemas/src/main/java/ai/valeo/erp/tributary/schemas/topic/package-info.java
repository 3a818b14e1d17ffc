/** Names, keys, headers and settings of the topics. */
@NullMarked
package ai.valeo.erp.tributary.schemas.topic;

import org.jspecify.annotations.NullMarked;
