// job.c: a header made ready for grinding: room for it, and the part that all kernels compute alike.
#include "job.h"

#include <stdlib.h>

#include "sha256.h"

token_job *token_job_create(void) { return aligned_alloc(_Alignof(token_job), sizeof(token_job)); }

void token_job_free(token_job *job) { free(job); }

void token_job_set_tail(token_job *job, const uint8_t *tail) {
  uint32_t *const w = job->fixed;
  token_tail_words(tail, w);
  for (int t = 16; t < 32; t++) {
    w[t] = 0;
    if (!token_word_varies(t - 2)) w[t] += sigma_1(w[t - 2]);
    if (!token_word_varies(t - 7)) w[t] += w[t - 7];
    if (!token_word_varies(t - 15)) w[t] += sigma_0(w[t - 15]);
    if (!token_word_varies(t - 16)) w[t] += w[t - 16];
  }
}
