/** Signatures of mutations: who may publish as whom, with keys out of a file. */
@NullMarked
package ai.valeo.erp.tributary.schemas.signing;

import org.jspecify.annotations.NullMarked;
