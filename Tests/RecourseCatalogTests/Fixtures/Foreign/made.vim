" Vim compiler file
" Compiler: made up for tests

if exists("current_compiler")
  finish
endif
let current_compiler = "madecc"

CompilerSet makeprg=madecc\ -q

CompilerSet errorformat=
      \%*[^\"]\"%f\"%*\\D%l:%c:\ %m,
      \\\"%f\"\\,\ line\ %l%*\\D%c%*[^\ ]\ %m,
      \%-G%f:%l:\ note:%.%#,
      "\ a comment between the lines
      \%f:%l:%c:\ %trror:\ %m,
      \%f(%l):\ %tarning\ %n:\ %m,
      \%D%*\\a[%*\\d]:\ Entering\ directory\ %*[`']%f',
      \%EError\ in\ %f,%C\ \ line\ %l\\,\ column\ %c,%C%.%#,%Z\ \ %m,
      \%A\ %#[%.%#]\ %f:%l:\ %m,%-Z\ %#[%.%#]\ %p^,%C\ %#[%.%#]\ %#%m
CompilerSet errorformat+=%f\|%l\ col\ %c\|\ %m " and a comment
setlocal efm+=%-G%.%#
