// CFaultyCalls.h: system calls on the files of one directory that fail when they are told to.
#ifndef CFAULTYCALLS_H
#define CFAULTYCALLS_H

// Kinds of calls, to be combined.
enum {
  FAULTY_OPEN = 1 << 0,       // open
  FAULTY_READ = 1 << 1,       // pread
  FAULTY_WRITE = 1 << 2,      // pwrite
  FAULTY_SYNC = 1 << 3,       // fdatasync
  FAULTY_SYNC_NAMES = 1 << 4, // fsync, which the ledger calls on directories
  FAULTY_NAMES = 1 << 5,      // mkdir, rename, unlink
  FAULTY_MEASURE = 1 << 6,    // fstat
  FAULTY_LIST = 1 << 7,       // opendir
  FAULTY_LOCK = 1 << 8,       // flock
};

// From now on the calls of these kinds on files in `directory` or below are counted, and the one with this number,
// from 1, fails with `error`; with 0 it is a read or write of half the bytes, at least one. With `lasts` all later
// ones fail, too. Syncs of files in the directory do not reach the disk meanwhile: that is what the simulated disk is
// for. One directory at a time; any thread may call.
void faulty_arm(const char *directory, unsigned kinds, long number, int error, int lasts);

// No call fails any more. Returns how many were counted.
long faulty_disarm(void);

#endif
