// job.h: what a kernel hashes once for a header, and how its parts are laid out.
#ifndef TOKEN_JOB_H
#define TOKEN_JOB_H

#include "CTokenKernels.h"

enum {
  // Words of a SHA-256 state.
  STATE_WORDS = 8,
  // Words that a kernel may keep of each lane.
  WORDS_A_LANE = 16,
  // The round whose word is the nonce: those before are done once.
  NONCE_ROUND = 12,
  // The last round of which anything is needed: H7 is the midstate's last word plus e after it.
  LAST_ROUND = 60,
  // Words of the schedule that enter a round of a grind, from the nonce to the last.
  SCHEDULE_WORDS = LAST_ROUND + 1 - NONCE_ROUND,
};

struct token_job {
  // Of each lane what the rounds begin with, in the kernel's own form and order: the state after round 11 of the second
  // block, or what that comes to with the words of the next rounds.
  _Alignas(64) uint32_t state[WORDS_A_LANE * TOKEN_MAX_LANES];
  // Of each lane, the midstate's last word.
  _Alignas(64) uint32_t h7[TOKEN_MAX_LANES];
  // Words 0 to 15 of the second block (12 is not used), then of words 16 to 31 the sum of the terms that the nonce
  // doesn't reach. All lanes share them.
  _Alignas(64) uint32_t fixed[32];
};

// Whether a word of the schedule depends on the nonce: 12, 19, 21, 23, and all from 25.
static inline bool token_word_varies(int t) { return t == 12 || t == 19 || t == 21 || t == 23 || t >= 25; }

// Fills `fixed` from the header's last 52 bytes.
void token_job_set_tail(token_job *job, const uint8_t *tail);

#endif
